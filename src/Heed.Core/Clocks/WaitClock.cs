using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Messages;

namespace Heed.Core.Clocks;

/// <summary>A customer's message that nobody has answered yet.</summary>
/// <param name="Target">Open time the department allowed when the message was timed.</param>
/// <param name="DueAt">When that open time will have passed; null when the calendar never opens that long.</param>
public readonly record struct WaitingMessage(
    Guid Id, DateTimeOffset At, Visibility Visibility, AnswerKind Kind, TimeSpan Target, DateTimeOffset? DueAt);

/// <summary>
/// The waiting of one case, folded from what happened: since when the customer waits and when the brand is due.
/// <c>default</c> is a case in which nobody has written. Times are the platform's, so deliveries that arrive out of order
/// end in the same state as in order.
/// </summary>
public readonly record struct WaitClock
{
    // Someone who writes on and on must not grow the case without end; beyond this the least urgent messages are forgotten.
    private const int MaxWaiting = 32;

    private readonly ImmutableArray<WaitingMessage> _waiting;

    [JsonConstructor]
    public WaitClock(DateTimeOffset? answeredAt, ImmutableArray<WaitingMessage> waiting) => (AnsweredAt, _waiting) = (answeredAt, waiting);

    /// <summary>The brand's latest answer; null before the first.</summary>
    public DateTimeOffset? AnsweredAt { get; }

    /// <summary>Unanswered messages, oldest first.</summary>
    public ImmutableArray<WaitingMessage> Waiting => _waiting.IsDefault ? [] : _waiting;

    [JsonIgnore]
    public bool IsRunning => !Waiting.IsEmpty;

    /// <summary>Time of the oldest unanswered message; null when nobody waits.</summary>
    [JsonIgnore]
    public DateTimeOffset? WaitingSince => IsRunning ? Waiting[0].At : null;

    /// <summary>The message that is due first (the oldest, among those without a due time); null when nobody waits.</summary>
    [JsonIgnore]
    public WaitingMessage? MostUrgent => IsRunning ? Waiting.MinBy(w => w.DueAt ?? DateTimeOffset.MaxValue) : null;

    /// <summary>The earliest due time of all that wait; null when nobody waits, or the calendar never opens.</summary>
    [JsonIgnore]
    public DateTimeOffset? DueAt => MostUrgent?.DueAt;

    /// <summary>The customer wrote. Nothing changes when the brand has answered at or after that time, or the message is already counted.</summary>
    public WaitClock CustomerWrote(Guid messageId, DateTimeOffset at, Visibility visibility, BusinessCalendar calendar, AnswerTargets targets)
    {
        if (at <= AnsweredAt || Waiting.Any(w => w.Id == messageId))
            return this;
        var kind = AnsweredAt is null ? AnswerKind.First : AnswerKind.Next;
        var added = Timed(messageId, at, visibility, kind, calendar, targets);
        var index = Waiting.Count(w => (w.At, w.Id).CompareTo((at, messageId)) < 0);
        var waiting = Waiting.Insert(index, added);
        return new WaitClock(AnsweredAt, waiting.Length > MaxWaiting ? WithoutLeastUrgent(waiting) : waiting);
    }

    /// <summary>
    /// The brand answered, here or in the platform's own app. What the customer wrote up to then waits no more; what came later
    /// waits on, for the next answer, by the targets given.
    /// </summary>
    public WaitClock Answered(DateTimeOffset at, BusinessCalendar calendar, AnswerTargets targets)
    {
        if (at <= AnsweredAt)
            return this;
        var later = Waiting.RemoveAll(w => w.At <= at);
        return new WaitClock(at, [.. later.Select(w => w.Kind == AnswerKind.Next
            ? w
            : Timed(w.Id, w.At, w.Visibility, AnswerKind.Next, calendar, targets))]);
    }

    /// <summary>The case was resolved, dropped as spam, merged away: no clock runs any more.</summary>
    public WaitClock Closed() => new(AnsweredAt, []);

    /// <summary>The customer took a message back: it is not waited on. Stops the clock when it was the only one.</summary>
    public WaitClock Deleted(Guid messageId) => new(AnsweredAt, Waiting.RemoveAll(w => w.Id == messageId));

    /// <summary>The case moved to a department with other hours or targets: the same messages, timed anew.</summary>
    public WaitClock Moved(BusinessCalendar calendar, AnswerTargets targets) =>
        new(AnsweredAt, [.. Waiting.Select(w => Timed(w.Id, w.At, w.Visibility, w.Kind, calendar, targets))]);

    /// <summary>How near the customer is to being let down: share of the target's open time already used, 0 to beyond 1; 0 when nobody waits.</summary>
    public double Urgency(DateTimeOffset now, BusinessCalendar calendar) =>
        MostUrgent is { DueAt: not null } first ? BusinessTime.Between(calendar, first.At, now) / first.Target : 0;

    /// <summary>Two cases became one: who waited in either waits on.</summary>
    public WaitClock Joined(WaitClock other)
    {
        var known = Waiting;
        ImmutableArray<WaitingMessage> all = [.. known.Concat(other.Waiting.Where(w => known.All(k => k.Id != w.Id))).OrderBy(w => w.At).ThenBy(w => w.Id)];
        while (all.Length > MaxWaiting)
            all = WithoutLeastUrgent(all);
        return new WaitClock(AnsweredAt > other.AnsweredAt || other.AnsweredAt is null ? AnsweredAt : other.AnsweredAt, all);
    }

    /// <summary>For the case's row.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, WaitClockJsonContext.Default.WaitClock);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It did not.</exception>
    public static WaitClock FromJson(string json) => JsonSerializer.Deserialize(json, WaitClockJsonContext.Default.WaitClock);

    public bool Equals(WaitClock other) => AnsweredAt == other.AnsweredAt && Waiting.AsSpan().SequenceEqual(other.Waiting.AsSpan());

    public override int GetHashCode() => HashCode.Combine(AnsweredAt, WaitingSince, Waiting.Length);

    private static WaitingMessage Timed(
        Guid id, DateTimeOffset at, Visibility visibility, AnswerKind kind, BusinessCalendar calendar, AnswerTargets targets)
    {
        var target = targets.For(kind, visibility);
        return new WaitingMessage(id, at, visibility, kind, target, BusinessTime.Add(calendar, at, target));
    }

    // The oldest says since when, the newest outlives an answer that came before it: both stay.
    private static ImmutableArray<WaitingMessage> WithoutLeastUrgent(ImmutableArray<WaitingMessage> waiting)
    {
        var least = 1;
        for (var i = 2; i < waiting.Length - 1; i++)
        {
            if ((waiting[i].DueAt ?? DateTimeOffset.MaxValue) >= (waiting[least].DueAt ?? DateTimeOffset.MaxValue))
                least = i;
        }

        return waiting.RemoveAt(least);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(WaitClock))]
internal sealed partial class WaitClockJsonContext : JsonSerializerContext;
