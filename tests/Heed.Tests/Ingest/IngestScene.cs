using Heed.Core.Channels;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Core.Routing;

namespace Heed.Tests.Ingest;

/// <summary>A working set without a database: events go in one by one, as if each batch were one event long.</summary>
internal sealed class IngestScene
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly ToneReader Tone = new();

    private int next;

    public static ChannelAccount Account { get; } = new(
        Guid.CreateVersion7(Noon), Network.X, "acme", "acme", "100", "acme", null, new Dictionary<string, string>(), new Dictionary<string, string>());

    public WorkingSet Set { get; } = new(IngestSettings.Default, new Dictionary<Guid, DepartmentPlan>(), new Router([], null))
    {
        Ear = (answer, c) => new ToneHeard(Tone.Judge(answer.Text, c.Language), TonePolicy.Default, ToneTrace.None),
    };

    public string? Take(ChannelEvent e) => IngestPipeline.Take(Set, new IngestItem(Account, e, e.At, Guid.CreateVersion7(Noon.AddSeconds(next++))));

    public static MessageWritten Wrote(string id, double minute, string author = "900", string text = "where is my parcel?", string? inReplyTo = null, Visibility visibility = Visibility.Public) => new()
    {
        ExternalId = id,
        Customer = new Profile(new IdentityKey("x", author), "Jo", "jo"),
        At = Noon.AddMinutes(minute),
        Direction = Direction.Inbound,
        Visibility = visibility,
        Kind = visibility == Visibility.Public ? "mention" : "dm",
        ThreadKey = visibility == Visibility.Public ? inReplyTo ?? id : "dm:100-" + author,
        Text = text,
        InReplyTo = inReplyTo,
    };

    public static MessageWritten Answered(string id, double minute, string inReplyTo, string author = "900", string text = "On its way. ^JK", Visibility visibility = Visibility.Public) =>
        Wrote(id, minute, author, text, inReplyTo, visibility) with { Direction = Direction.Outbound, Kind = "reply" };

    public static MessageEdited Edited(string id, double minute, string text) =>
        new() { ExternalId = id, Text = text, At = Noon.AddMinutes(minute), Customer = new Profile(new IdentityKey("x", "900")) };

    public static MessageDeleted Deleted(string id, double minute) =>
        new() { ExternalId = id, At = Noon.AddMinutes(minute), Customer = new Profile(new IdentityKey("x", "900")) };
}
