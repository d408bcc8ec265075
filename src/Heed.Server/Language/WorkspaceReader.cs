using Heed.Core.Channels;
using Heed.Core.Language;

namespace Heed.Server.Language;

/// <summary>The reader as this workspace uses it: with its shops and its last lesson.</summary>
internal sealed class WorkspaceReader
{
    private readonly MessageReader reader;
    private readonly IReadOnlyList<ShopWords> shops;

    private WorkspaceReader(string signature, MessageReader reader, IReadOnlyList<ShopWords> shops) => (Signature, this.reader, this.shops) = (signature, reader, shops);

    /// <summary>What it was made of: equal ones need not be made twice.</summary>
    public string Signature { get; }

    public static WorkspaceReader Of(string signature, IReadOnlyList<ShopWords> shops, byte[]? lesson) => new(
        signature,
        lesson is null ? MessageReader.Shipped : Taught(lesson),
        shops);

    // A lesson learned over the models of another Heed says nothing about these: the corrections are there to learn from anew.
    private static MessageReader Taught(byte[] lesson)
    {
        try
        {
            return MessageReader.Shipped.With(TextOverlay.Read(lesson));
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            return MessageReader.Shipped;
        }
    }

    public Reading Read(MessageWritten written, string? language) =>
        reader.Read(new ReadingInput(written.Subject is { } subject ? subject + "\n" + written.Text : written.Text, language, written.Place, shops));
}
