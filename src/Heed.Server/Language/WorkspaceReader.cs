using Heed.Core.Channels;
using Heed.Core.Language;

namespace Heed.Server.Language;

/// <summary>The reader as this workspace uses it: with its shops, its own topics and its last lesson.</summary>
internal sealed class WorkspaceReader
{
    private readonly MessageReader reader;
    private readonly IReadOnlyList<ShopWords> shops;

    private WorkspaceReader(string signature, MessageReader reader, IReadOnlyList<ShopWords> shops) => (Signature, this.reader, this.shops) = (signature, reader, shops);

    /// <summary>What it was made of: equal ones need not be made twice.</summary>
    public string Signature { get; }

    /// <param name="lesson">As it is stored; null: none is in use.</param>
    /// <param name="ownLesson">What the same lesson says of own topics.</param>
    public static WorkspaceReader Of(string signature, IReadOnlyList<ShopWords> shops, OwnTopics topics, byte[]? lesson, byte[]? ownLesson) => new(
        signature,
        Taught(lesson, MessageReader.Shipped, (reader, blob) => reader.With(TextOverlay.Read(blob)))
            .With(topics.Tell)
            .With(Taught<OwnTopicModel?>(ownLesson, null, (_, blob) => OwnTopicModel.Read(blob))),
        shops);

    // A lesson learned over the models of another Heed says nothing about these: the corrections are there to learn from anew.
    private static T Taught<T>(byte[]? lesson, T before, Func<T, byte[], T> learn)
    {
        try
        {
            return lesson is null ? before : learn(before, lesson);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            return before;
        }
    }

    public Reading Read(MessageWritten written, string? language) => reader.Read(Input(written.Subject, written.Text, language, written.Place));

    /// <summary>The words of a message that told what was read in it.</summary>
    public ReadingWhy Why(string? subject, string text, Reading reading) => reader.Why(Input(subject, text, reading.Language, null), reading);

    /// <summary>The same reader with other topics: for trying them.</summary>
    public MessageReader With(OwnTopics topics) => reader.With(topics.Tell);

    private ReadingInput Input(string? subject, string text, string? language, string? place) =>
        new(subject is null ? text : subject + "\n" + text, language, place, shops);
}
