using Heed.Core.Messages;

namespace Heed.Core.Figures;

/// <summary>Everything counted about one scope. The storage fills it; the figures only read it.</summary>
public sealed class FigureFacts
{
    /// <summary>Percentiles told of answer times.</summary>
    public static readonly IReadOnlyList<double> Percentiles = [0.5, 0.75, 0.9];

    /// <summary>Inbound messages of customers, without what machines wrote.</summary>
    public long InboundPublic { get; set; }

    public long InboundPrivate { get; set; }

    public long AnsweredPublic { get; set; }

    public long AnsweredPrivate { get; set; }

    /// <summary>From an inbound message to its first direct answer.</summary>
    public TimeHistogram AnswerTimes { get; } = new();

    public long Cases { get; set; }

    /// <summary>Cases that a customer's message opened.</summary>
    public long CasesAsked { get; set; }

    /// <summary>Of those, the ones that began on a social network.</summary>
    public long CasesAskedOnSocial { get; set; }

    /// <summary>From a customer's opening message to the brand's first message in the case.</summary>
    public TimeHistogram FirstAnswerTimes { get; } = new();

    /// <summary>Cases with two or more signed or attributed answers.</summary>
    public long CasesSigned { get; set; }

    /// <summary>Of those, the ones touched by two or more people.</summary>
    public long CasesSeveralAgents { get; set; }

    /// <summary>Messages by channel, way and visibility.</summary>
    public Dictionary<(string Network, Direction Direction, Visibility Visibility), long> Volume { get; } = [];

    /// <summary>Answers by quarter of an hour since 1970: every time zone's hours begin on one.</summary>
    public Dictionary<long, long> AnswersByQuarter { get; } = [];

    /// <summary>Opened cases by quarter of an hour since 1970.</summary>
    public Dictionary<long, long> CasesByQuarter { get; } = [];

    /// <summary>Number of customers by their number of cases. Does not add up over brands: one customer may write to two.</summary>
    public Dictionary<long, long> CustomersByCases { get; } = [];

    /// <summary>The four causes, hand-overs, stays and promises.</summary>
    public CareFacts Care { get; } = new();

    public long Inbound => InboundPublic + InboundPrivate;

    public long Answered => AnsweredPublic + AnsweredPrivate;

    /// <summary>Adds what was counted about another brand; <see cref="CustomersByCases"/> is left out.</summary>
    public void Add(FigureFacts other)
    {
        InboundPublic += other.InboundPublic;
        InboundPrivate += other.InboundPrivate;
        AnsweredPublic += other.AnsweredPublic;
        AnsweredPrivate += other.AnsweredPrivate;
        AnswerTimes.Merge(other.AnswerTimes);
        Cases += other.Cases;
        CasesAsked += other.CasesAsked;
        CasesAskedOnSocial += other.CasesAskedOnSocial;
        FirstAnswerTimes.Merge(other.FirstAnswerTimes);
        CasesSigned += other.CasesSigned;
        CasesSeveralAgents += other.CasesSeveralAgents;
        Add(Volume, other.Volume);
        Add(AnswersByQuarter, other.AnswersByQuarter);
        Add(CasesByQuarter, other.CasesByQuarter);
        Care.Add(other.Care);
    }

    private static void Add<TKey>(Dictionary<TKey, long> to, Dictionary<TKey, long> from)
        where TKey : notnull
    {
        foreach (var (key, count) in from)
            to[key] = to.GetValueOrDefault(key) + count;
    }
}
