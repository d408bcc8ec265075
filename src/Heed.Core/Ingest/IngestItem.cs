using Heed.Core.Channels;

namespace Heed.Core.Ingest;

/// <summary>One event on its way into a case.</summary>
/// <param name="ReceivedAt">When the door took it in; for imported history, the event's own time.</param>
/// <param name="MessageId">The id its message will have, given in advance so that deciding stays pure.</param>
public sealed record IngestItem(ChannelAccount Account, ChannelEvent Event, DateTimeOffset ReceivedAt, Guid MessageId);

/// <summary>How the workspace wants cases to be told apart.</summary>
/// <param name="ReopenWithin">A direct reply to a resolved case reopens it this long after it was resolved; later it is a new matter.</param>
/// <param name="SameThreadWithin">A private message without a reply relation reopens the case of the same thread this long.</param>
/// <param name="QuietAfter">An answered case silent for this long is over: what the customer writes next is a new matter, unless it is a direct reply.</param>
/// <param name="ReturnWithin">A new case about the same matter as one that ended within this time is the same customer coming back.</param>
/// <param name="ThanksWaitForNothing">A message in which nothing to answer is read starts no clock.</param>
/// <param name="ClockSkew">How far a platform's clock may be behind ours: an echo is not older than its reply by more.</param>
public sealed record IngestSettings(TimeSpan ReopenWithin, TimeSpan SameThreadWithin, TimeSpan QuietAfter, TimeSpan ReturnWithin, bool ThanksWaitForNothing, TimeSpan ClockSkew)
{
    public static IngestSettings Default { get; } = new(TimeSpan.FromDays(7), TimeSpan.FromHours(24), TimeSpan.FromHours(72), TimeSpan.FromDays(30), ThanksWaitForNothing: false, TimeSpan.FromMinutes(2));
}
