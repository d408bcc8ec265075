using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Core.Cases;

/// <summary>What a case brought along when it became part of another: all that the other's row must know of it.</summary>
/// <param name="WasOpen">It was open: the other is open from then on.</param>
public sealed record MergedCase(
    bool WasOpen,
    Guid? DepartmentId,
    Guid? AssigneeId,
    string? Language,
    string? Subject,
    int Priority,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastMessageAt,
    DateTimeOffset? LastInboundAt,
    DateTimeOffset? LastOutboundAt,
    string LastNetwork,
    Visibility LastVisibility,
    Direction LastDirection,
    string Preview,
    DateTimeOffset? FirstAnswerAt,
    int InboundCount,
    int OutboundCount,
    int AttributedAnswers,
    string AnsweredBy,
    int HandOvers,
    int DepartmentHandOvers,
    int Reopenings,
    int Boomerangs,
    int BoomerangsStopped,
    string Visited,
    string Skills,
    string? Topic,
    Sentiment? Sentiment,
    Urgency Urgency,
    string? Shop,
    DateTimeOffset? InStoreAt,
    bool Leaving,
    bool Buying,
    Guid? AccountableId,
    Guid? ReturnOf,
    Guid? PromiseId,
    PromiseKind PromiseKind,
    DateTimeOffset? PromiseUntil,
    Guid? PromiseMessageId,
    DateTimeOffset? EscalatedAt,
    CauseSet CausesSeen,
    CauseSet CausesSaid)
{
    public static MergedCase Of(Case c) => new(
        c.Status == CaseStatus.Open, c.DepartmentId, c.AssigneeId, c.Language, c.Subject, c.Priority,
        c.OpenedAt, c.LastMessageAt, c.LastInboundAt, c.LastOutboundAt, c.LastNetwork, c.LastVisibility, c.LastDirection, c.Preview, c.FirstAnswerAt,
        c.InboundCount, c.OutboundCount, c.AttributedAnswers, c.AnsweredBy, c.HandOvers, c.DepartmentHandOvers, c.Reopenings,
        c.Boomerangs, c.BoomerangsStopped, c.Visited, c.Skills, c.Topic, c.Sentiment, c.Urgency, c.Shop, c.InStoreAt, c.Leaving, c.Buying,
        c.AccountableId, c.ReturnOf, c.PromiseId, c.PromiseKind, c.PromiseUntil, c.PromiseMessageId, c.EscalatedAt, c.CausesSeen, c.CausesSaid);
}
