using Heed.Core.Guard;

namespace Heed.Core.Figures;

/// <summary>One figure: its name, what exactly it says, and how it is read from what was counted.</summary>
/// <param name="Id">Stable; part of the API.</param>
/// <param name="Formula">In a form that needs no translation.</param>
/// <param name="Behind">Which rows stand behind it.</param>
/// <param name="Read">Reads it from the counts; the zone tells hours and weekdays.</param>
public sealed record FigureDefinition(
    string Id, FigureUnit Unit, Trilingual Name, Trilingual Text, string Formula, RowsBehind Behind, Func<FigureFacts, string, Reading> Read)
{
    /// <summary>The heading it stands under.</summary>
    public required FigureGroup Group { get; init; }

    /// <summary>The published value beside it, where the field publishes one that says the same.</summary>
    public Published? Published { get; init; }

    /// <summary>The line of the founding documents it belongs to, also where that line has no number.</summary>
    public string? Source { get; init; }
}

/// <summary>Which rows a figure is made of, and which of them count. See <c>FigureRows</c> for the list itself.</summary>
public sealed record RowsBehind(RowSet Set, Func<RowFacts, bool>? Counts = null);

/// <summary>The sets of rows figures are made of.</summary>
public enum RowSet
{
    /// <summary>Messages of customers, without what machines wrote.</summary>
    Inbound,
    InboundPublic,
    InboundPrivate,

    /// <summary>Messages of customers that got a direct answer.</summary>
    InboundAnswered,

    /// <summary>Messages of the brand that went out.</summary>
    Answers,

    /// <summary>Both ways.</summary>
    Messages,
    Cases,

    /// <summary>Cases that a customer's message opened.</summary>
    CasesAsked,

    /// <summary>Of those, the ones in which the brand wrote afterwards.</summary>
    CasesAnswered,

    /// <summary>Cases with two or more signed answers.</summary>
    CasesSigned,

    /// <summary>Cases that a customer opened, by when they were resolved.</summary>
    CasesResolved,

    /// <summary>Of those, the ones that went back to a department which had had them.</summary>
    CasesTurnedBack,

    /// <summary>Those, and the ones that were kept from it.</summary>
    CasesTurningBack,

    /// <summary>Times in one department's hands, by when they ended.</summary>
    Stays,

    /// <summary>Promises made in resolved cases.</summary>
    Promises,

    /// <summary>Of those, the ones that were kept or broken.</summary>
    PromisesJudged,

    /// <summary>Drafts the guard had something to say about.</summary>
    Drafts,
}

/// <summary>What decides whether a row counts.</summary>
/// <param name="Wait">Time to the answer the figure is about; null when there was none.</param>
/// <param name="Agents">Of a case: different people who answered.</param>
public sealed record RowFacts(TimeSpan? Wait, string Network, Messages.Visibility Visibility, int Agents)
{
    /// <summary>The department the row counts for.</summary>
    public Guid? DepartmentId { get; init; }

    public CauseSet Seen { get; init; }

    public CauseSet Said { get; init; }

    /// <summary>Heed could read something in a message of the case.</summary>
    public bool Read { get; init; }

    public int HandOvers { get; init; }

    /// <summary>Those of them that went to another department.</summary>
    public int DepartmentHandOvers { get; init; }

    public int Boomerangs { get; init; }

    public int BoomerangsStopped { get; init; }

    /// <summary>An earlier case of the customer was about the same matter.</summary>
    public bool Returned { get; init; }

    public PromiseKind PromiseKind { get; init; }

    /// <summary>Null where the row is no promise.</summary>
    public PromiseEnd? PromiseEnd { get; init; }

    /// <summary>Of a promise: told by Heed itself.</summary>
    public bool ByHeed { get; init; }

    /// <summary>Of an answer: it went out plainly harsh, see <see cref="CareFacts.HarshFrom"/>.</summary>
    public bool Harsh { get; init; }

    /// <summary>Null where the row is no draft.</summary>
    public ToneOutcome? Outcome { get; init; }
}
