using Heed.Core.Guard;
using Heed.Core.Language;

namespace Heed.Core.Cases;

/// <summary>The part of the fold that keeps customers from leaving: what was read, whose hands it went through, what was promised, which of the four causes are there.</summary>
public sealed partial class Case
{
    /// <summary>What the case is about; the first thing read, until something more exact than a question is, or a person corrects it.</summary>
    public string? Topic { get; private set; }

    /// <summary>Of the customer's latest message that shows one.</summary>
    public Sentiment? Sentiment { get; private set; }

    /// <summary>The highest among what waits for an answer.</summary>
    public Urgency Urgency { get; private set; }

    /// <summary>Code of the shop the customer is or was in.</summary>
    public string? Shop { get; private set; }

    /// <summary>When the customer last wrote from inside a shop; null: never.</summary>
    public DateTimeOffset? InStoreAt { get; private set; }

    /// <summary>The customer wrote that they may leave.</summary>
    public bool Leaving { get; private set; }

    /// <summary>A purchase hangs on the answer.</summary>
    public bool Buying { get; private set; }

    /// <summary>The departments that have had the case, in order, each once; separated by a line feed.</summary>
    public string Visited { get; private set; } = "";

    public DateTimeOffset? DepartmentSince { get; private set; }

    /// <summary>Hand-overs to another department; the other <see cref="HandOvers"/> stayed in the team.</summary>
    public int DepartmentHandOvers { get; private set; }

    /// <summary>Times the case did go back to a department that had had it.</summary>
    public int Boomerangs { get; private set; }

    /// <summary>Times that was about to happen and did not.</summary>
    public int BoomerangsStopped { get; private set; }

    /// <summary>The department it was last kept from going back to: asking twice is stopped twice and counted once.</summary>
    public Guid? StoppedTowards { get; private set; }

    /// <summary>Who answers for the case until it is resolved; null: whoever has it.</summary>
    public Guid? AccountableId { get; private set; }

    /// <summary>The earlier case of the same matter.</summary>
    public Guid? ReturnOf { get; private set; }

    /// <summary>A second hand-over waits for a lead.</summary>
    public bool AskedToHandOver { get; private set; }

    /// <summary>The open promise; null when there is none.</summary>
    public Guid? PromiseId { get; private set; }

    public PromiseKind PromiseKind { get; private set; }

    public DateTimeOffset? PromiseUntil { get; private set; }

    /// <summary>The message that told it.</summary>
    public Guid? PromiseMessageId { get; private set; }

    /// <summary>When leads were called, because somebody was about to be let down; cleared by the answer.</summary>
    public DateTimeOffset? EscalatedAt { get; private set; }

    /// <summary>Causes that happened, as <see cref="CauseSet"/>.</summary>
    public CauseSet CausesSeen { get; private set; }

    /// <summary>Causes that the customer complains of, as <see cref="CauseSet"/>.</summary>
    public CauseSet CausesSaid { get; private set; }

    /// <summary>When the customer will be let down if nobody acts: the nearer of target and promise.</summary>
    public DateTimeOffset? LetDownAt
    {
        get
        {
            var wait = WaitingSince is { } since ? DueAt ?? since.AddDays(7) : (DateTimeOffset?)null;
            return PromiseUntil is { } promised && !(wait < promised) ? promised : wait;
        }
    }

    /// <summary>Whether the department has had the case before and gave it away.</summary>
    public bool WouldReturnTo(Guid departmentId) => departmentId != DepartmentId && VisitedBefore(departmentId);

    /// <summary>Whether this message is the one that told the open promise.</summary>
    public bool Tells(Guid messageId) => PromiseMessageId == messageId;

    /// <summary>Departments that have had it, in order.</summary>
    public IReadOnlyList<Guid> VisitedDepartments => [.. Visited.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];

    private int UrgentHours => Urgency switch
    {
        Urgency.Now => 4,
        Urgency.Soon => 1,
        _ => 0,
    };

    private bool TakesCare(CaseEvent e)
    {
        switch (e)
        {
            case ReadingCorrected r:
                Correct(r.Reading);
                break;
            case Returned r:
                ReturnOf = r.EarlierCaseId;
                break;
            case HandOverAsked:
                AskedToHandOver = true;
                break;
            case HandOverRefused:
                AskedToHandOver = false;
                break;
            case BoomerangStopped b:
                BoomerangsStopped += StoppedTowards == b.DepartmentId ? 0 : 1;
                StoppedTowards = b.DepartmentId;
                break;
            case MadeAccountable m:
                AccountableId = m.AgentId;
                break;
            case Promised p:
                (PromiseId, PromiseKind, PromiseUntil, PromiseMessageId) = (p.PromiseId, p.Kind, p.Until, p.MessageId);
                break;
            case PromiseSettled p:
                if (p.PromiseId == PromiseId)
                    (PromiseId, PromiseKind, PromiseUntil, PromiseMessageId) = (null, default, null, null);
                if (p.End == PromiseEnd.Broken)
                    CausesSeen = CausesSeen.With(Cause.LongWait);
                break;
            case Escalated:
                EscalatedAt = e.At;
                break;
            case ToneWeighed { Plainly: true }:
                CausesSeen = CausesSeen.With(Cause.AggressiveAnswer);
                break;
            case ToneWeighed:
                break;
            case Marked m:
                Set(m.Said, m.Cause, there: true);
                break;
            case Unmarked m:
                Set(m.Said, m.Cause, there: false);
                break;
            default:
                return false;
        }

        return true;
    }

    private void Understand(Reading? reading, DateTimeOffset at)
    {
        if (reading is null)
            return;
        Sentiment = reading.Sentiment ?? Sentiment;
        Hear(reading.Topic, reading.Urgency, reading.Shop, reading.InStore ? at : null, reading.Leaving, reading.Buying, CauseSets.Of(reading.Causes));
    }

    // What a message says, or all the messages of a case that became part of this one.
    private void Hear(string? topic, Urgency urgency, string? shop, DateTimeOffset? inStoreAt, bool leaving, bool buying, CauseSet said)
    {
        if (Topic is null or Topics.Question)
            Topic = topic ?? Topic;
        Urgency = urgency > Urgency ? urgency : Urgency;
        Shop ??= shop;
        InStoreAt = inStoreAt is { } at ? Later(InStoreAt, at) : InStoreAt;
        Leaving |= leaving;
        Buying |= buying;
        CausesSaid |= said;
    }

    // The person has the last word on the message; what other messages said stays.
    private void Correct(Reading reading)
    {
        Topic = reading.Topic ?? Topic;
        (Sentiment, Urgency, Leaving) = (reading.Sentiment, reading.Urgency, reading.Leaving);
        CausesSaid |= CauseSets.Of(reading.Causes);
    }

    private void Answer(DateTimeOffset at)
    {
        LateAt(at);
        (EscalatedAt, Urgency) = (null, Urgency.Normal);
    }

    // Somebody waited longer than the brand wants anybody to wait.
    private void LateAt(DateTimeOffset at)
    {
        if (Clock.DueAt < at)
            CausesSeen = CausesSeen.With(Cause.LongWait);
    }

    private void Enter(Guid? departmentId, DateTimeOffset at)
    {
        if (departmentId == DepartmentId)
            return;
        (DepartmentId, DepartmentSince, StoppedTowards) = (departmentId, at, null);
        if (departmentId is { } id && !VisitedBefore(id))
            Visited = Visited.Length == 0 ? id.ToString() : Visited + "\n" + id;
    }

    private void PassOn(HandedOver h)
    {
        HandOvers++;
        AskedToHandOver = false;
        CausesSeen = CausesSeen.With(Cause.HandedOver);
        if (h.ToDepartmentId is not { } to || to == DepartmentId)
            return;
        DepartmentHandOvers++;
        if (WouldReturnTo(to))
        {
            Boomerangs++;
            CausesSeen = CausesSeen.With(Cause.Boomerang);
        }

        Enter(to, h.At);
    }

    private void Set(bool said, Cause cause, bool there)
    {
        if (said)
            CausesSaid = there ? CausesSaid.With(cause) : CausesSaid.Without(cause);
        else
            CausesSeen = there ? CausesSeen.With(cause) : CausesSeen.Without(cause);
    }

    private bool VisitedBefore(Guid departmentId) => Visited.Contains(departmentId.ToString(), StringComparison.Ordinal);
}
