using Heed.Core.Clocks;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Core.Cases;

public enum CaseStatus
{
    Open = 0,
    Resolved = 1,

    /// <summary>It is part of another case, see <see cref="Case.MergedIntoId"/>; no list and no figure has it any more.</summary>
    Merged = 2,
}

/// <summary>
/// One matter of one customer, on any number of channels. It changes only by <see cref="Apply"/>: the row is the fold of its events,
/// written in the same transaction, so the list, the audit trail and the figures cannot disagree.
/// </summary>
public sealed partial class Case
{
    public required Guid Id { get; init; }

    /// <summary>Short number for people; given by the database.</summary>
    public long Number { get; init; }

    public required Guid CustomerId { get; set; }

    public string Brand { get; private set; } = "";

    public CaseStatus Status { get; private set; }

    public Guid? DepartmentId { get; private set; }

    public Guid? AssigneeId { get; private set; }

    /// <summary>BCP 47 language the customer writes, or null when not sure.</summary>
    public string? Language { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>0 normal; higher is sooner. Raised by rules.</summary>
    public int Priority { get; private set; }

    public Guid OriginAccountId { get; private set; }

    public string OriginNetwork { get; private set; } = "";

    public Visibility OriginVisibility { get; private set; }

    /// <summary>Whose message opened it: outbound when the brand's own is the first one known.</summary>
    public Direction OriginDirection { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>When the customer last wrote; what a machine wrote for them does not count.</summary>
    public DateTimeOffset? LastInboundAt { get; private set; }

    public DateTimeOffset? LastOutboundAt { get; private set; }

    /// <summary>The network the last message came or went by.</summary>
    public string LastNetwork { get; private set; } = "";

    public Visibility LastVisibility { get; private set; }

    public Direction LastDirection { get; private set; }

    /// <summary>First 160 characters of the last message that is not a note; empty after a deletion.</summary>
    public string Preview { get; private set; } = "";

    /// <summary>Since when the customer has been waiting for an answer; null when nobody waits.</summary>
    public DateTimeOffset? WaitingSince { get; private set; }

    /// <summary>Every message that waits, with its due time; <see cref="WaitingSince"/> and <see cref="DueAt"/> are read from it.</summary>
    public WaitClock Clock { get; private set; }

    /// <summary>When the wait breaks its target, in open hours of the department; null without a target.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public AnswerKind WaitKind { get; private set; }

    public Visibility WaitVisibility { get; private set; }

    /// <summary>The brand's first message after the opening one.</summary>
    public DateTimeOffset? FirstAnswerAt { get; private set; }

    public int InboundCount { get; private set; }

    public int OutboundCount { get; private set; }

    /// <summary>Different people who answered: agents of Heed, else signatures.</summary>
    public int AgentCount { get; private set; }

    /// <summary>Signed or attributed answers; the denominator of "touched by several agents".</summary>
    public int AttributedAnswers { get; private set; }

    /// <summary>Attributed authors so far, separated by a line feed: the fold needs them to count <see cref="AgentCount"/>.</summary>
    public string AnsweredBy { get; private set; } = "";

    public int HandOvers { get; private set; }

    public int Reopenings { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>Number of the last event; every write compares it.</summary>
    public long Version { get; private set; }

    /// <summary>
    /// The order of the work, as one number: those who wait by when they will be let down (milliseconds since 1970, sooner first; the target
    /// or the promise, whichever is nearer), then the answered ones, latest first.
    /// </summary>
    public long QueueAt { get; private set; }

    private const long Answered = 9_000_000_000_000_000;

    /// <summary>Folds one event in. Pure: the same events always give the same row.</summary>
    public void Apply(CaseEvent e)
    {
        switch (e)
        {
            case CaseOpened opened:
                Brand = opened.Brand;
                OriginAccountId = opened.AccountId;
                OriginNetwork = opened.Network;
                OriginVisibility = opened.Visibility;
                Subject = opened.Subject;
                Language = opened.Language;
                OpenedAt = LastMessageAt = opened.At;
                break;
            case MessageIn m:
                Began(Direction.Inbound);
                InboundCount++;
                if (!m.Automatic)
                    LastInboundAt = Later(LastInboundAt, m.MessageAt);
                Remember(m.MessageAt, Direction.Inbound, m.Network, m.Visibility, m.Preview);
                Language ??= m.Language;
                Clock = m.Clock ?? Clock;
                Understand(m.Reading, m.MessageAt);
                break;
            case MessageOut m:
                Began(Direction.Outbound);
                OutboundCount++;
                Remember(m.MessageAt, Direction.Outbound, m.Network, m.Visibility, m.Preview);
                if (m.Automatic)
                    break;
                Answer(m.MessageAt);
                LastOutboundAt = Later(LastOutboundAt, m.MessageAt);
                // A case the brand began itself has no first answer before the customer has written.
                if (FirstAnswerAt is null && InboundCount > 0 && m.MessageAt >= OpenedAt)
                    FirstAnswerAt = m.MessageAt;
                Attribute(m.By);
                Clock = m.Clock ?? Clock;
                break;
            case ClockSet c:
                Clock = c.Clock;
                break;
            case Routed r:
                Priority = r.Priority;
                Need(r.Skills);
                Enter(r.DepartmentId, e.At);
                break;
            case Assigned a:
                AssigneeId = a.AgentId;
                break;
            case HandedOver h:
                PassOn(h);
                AssigneeId = h.ToAgentId;
                break;
            case Resolved:
                LateAt(e.At);
                (Status, ResolvedAt, Clock) = (CaseStatus.Resolved, e.At, Clock.Closed());
                (EscalatedAt, AskedToHandOver, Urgency) = (null, false, Urgency.Normal);
                break;
            case Reopened:
                Reopenings++;
                (Status, ResolvedAt, DepartmentSince) = (CaseStatus.Open, null, e.At);
                break;
            case MessageReworded reworded:
                if (reworded.MessageAt == LastMessageAt)
                    Preview = reworded.Preview;
                break;
            case MessageRemoved removed:
                if (removed.MessageAt == LastMessageAt)
                    Preview = "";
                Clock = Clock.Deleted(removed.MessageId);
                break;
            case EchoRecognised echo:
                OutboundCount--;
                Detach(echo.By);
                break;
            case CaseMerged merged:
                TakeIn(merged);
                break;
            case MergedInto into:
                BecomePartOf(into.CaseId);
                break;
            case NoteAdded or Tagged or Untagged:
                break;
            default:
                if (TakesCare(e))
                    break;
                throw new System.Diagnostics.UnreachableException($"A case does not know the event {e.GetType().Name}.");
        }

        Version++;
        WaitingSince = Clock.WaitingSince;
        DueAt = Clock.DueAt;
        if (Clock.MostUrgent is { } first)
            (WaitKind, WaitVisibility) = (first.Kind, first.Visibility);
        QueueAt = LetDownAt is { } at
            ? at.ToUnixTimeMilliseconds() - ((Priority + UrgentHours) * 3_600_000L)
            : Answered - LastMessageAt.ToUnixTimeMilliseconds();
    }

    private void Began(Direction direction)
    {
        if (InboundCount + OutboundCount == 0)
            OriginDirection = direction;
    }

    private void Remember(DateTimeOffset at, Direction direction, string network, Visibility visibility, string preview)
    {
        if (at < LastMessageAt)
            return;
        (LastMessageAt, LastDirection, LastNetwork, LastVisibility, Preview) = (at, direction, network, visibility, preview);
    }

    private void Attribute(string? by)
    {
        if (by is null)
            return;
        AttributedAnswers++;
        var known = AnsweredBy.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (known.Contains(by, StringComparer.Ordinal))
            return;
        AnsweredBy = AnsweredBy.Length == 0 ? by : AnsweredBy + "\n" + by;
        AgentCount++;
    }

    private void Detach(string? by)
    {
        if (by is null)
            return;
        AttributedAnswers--;
        var known = AnsweredBy.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        AnsweredBy = string.Join('\n', known.Where(k => k != by));
        AgentCount -= known.Contains(by, StringComparer.Ordinal) ? 1 : 0;
    }

    private static DateTimeOffset Later(DateTimeOffset? a, DateTimeOffset b) => a > b ? a.Value : b;
}
