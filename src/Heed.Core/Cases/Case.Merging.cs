namespace Heed.Core.Cases;

/// <summary>The part of the fold that makes two cases one.</summary>
public sealed partial class Case
{
    /// <summary>The case this one has become part of; null while it is one of its own.</summary>
    public Guid? MergedIntoId { get; private set; }

    // The later one's messages, hands, promises and causes are this one's from here on. Meeting is no hand-over and no boomerang.
    private void TakeIn(CaseMerged merged)
    {
        var other = merged.Facts;
        TakeInMessages(other);
        TakeInHands(other, merged.At);
        TakeInReadings(other);
        Clock = merged.Clock;
        EscalatedAt ??= other.EscalatedAt;
        if (PromiseId is null)
            (PromiseId, PromiseKind, PromiseUntil, PromiseMessageId) = (other.PromiseId, other.PromiseKind, other.PromiseUntil, other.PromiseMessageId);
    }

    private void TakeInMessages(MergedCase other)
    {
        OpenedAt = Earlier(OpenedAt, other.OpenedAt);
        if (other.LastMessageAt > LastMessageAt)
            (LastMessageAt, LastDirection, LastNetwork, LastVisibility, Preview) = (other.LastMessageAt, other.LastDirection, other.LastNetwork, other.LastVisibility, other.Preview);
        LastOutboundAt = other.LastOutboundAt is { } sent ? Later(LastOutboundAt, sent) : LastOutboundAt;
        FirstAnswerAt = (FirstAnswerAt, other.FirstAnswerAt) is ({ } ours, { } theirs) ? Earlier(ours, theirs) : FirstAnswerAt ?? other.FirstAnswerAt;
        InboundCount += other.InboundCount;
        OutboundCount += other.OutboundCount;
        AttributedAnswers += other.AttributedAnswers;
        AnsweredBy = Together(AnsweredBy, other.AnsweredBy);
        AgentCount = AnsweredBy.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
        Subject ??= other.Subject;
        Language ??= other.Language;
    }

    private void TakeInHands(MergedCase other, DateTimeOffset at)
    {
        HandOvers += other.HandOvers;
        DepartmentHandOvers += other.DepartmentHandOvers;
        Reopenings += other.Reopenings;
        Boomerangs += other.Boomerangs;
        BoomerangsStopped += other.BoomerangsStopped;
        Priority = Math.Max(Priority, other.Priority);
        AccountableId ??= other.AccountableId;
        var reopens = Status == CaseStatus.Resolved && other.WasOpen;
        if (reopens)
        {
            // The work goes on where the open one was.
            Reopenings++;
            (Status, ResolvedAt, DepartmentSince, AssigneeId, Skills) = (CaseStatus.Open, null, at, other.AssigneeId, other.Skills);
            Enter(other.DepartmentId, at);
        }
        else
        {
            AssigneeId ??= other.WasOpen ? other.AssigneeId : null;
        }

        Visited = Together(Visited, other.Visited);
    }

    private void TakeInReadings(MergedCase other)
    {
        Hear(other.Topic, other.Urgency, other.Shop, other.InStoreAt, other.Leaving, other.Buying, other.CausesSaid);
        Sentiment = other.LastInboundAt > LastInboundAt ? other.Sentiment ?? Sentiment : Sentiment ?? other.Sentiment;
        LastInboundAt = other.LastInboundAt is { } wrote ? Later(LastInboundAt, wrote) : LastInboundAt;
        CausesSeen |= other.CausesSeen;
        ReturnOf ??= other.ReturnOf == Id ? null : other.ReturnOf;
    }

    private void BecomePartOf(Guid caseId)
    {
        (Status, ResolvedAt, MergedIntoId, Clock, AssigneeId) = (CaseStatus.Merged, null, caseId, Clock.Closed(), null);
        (PromiseId, PromiseKind, PromiseUntil, PromiseMessageId) = (null, default, null, null);
        (EscalatedAt, AskedToHandOver, AccountableId) = (null, false, null);
    }

    private static string Together(string ours, string theirs) =>
        string.Join('\n', ours.Split('\n').Concat(theirs.Split('\n')).Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
