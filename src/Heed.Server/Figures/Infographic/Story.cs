using System.Globalization;
using Heed.Core.Figures;
using Heed.Core.Guard;

namespace Heed.Server.Figures.Infographic;

/// <summary>What one page says: the figures that can be told of a scope, in the words of one language. Parts that cannot be told are null.</summary>
internal sealed record Story
{
    public required CultureInfo Language { get; init; }

    /// <summary>The brand, or the workspace's own name.</summary>
    public required string Brand { get; init; }

    public required string Period { get; init; }

    public required string? Department { get; init; }

    /// <summary>The day it was made, as the language writes it.</summary>
    public required string Made { get; init; }

    public required long Messages { get; init; }

    public required long Cases { get; init; }

    public AnsweredPart? Answered { get; init; }

    public WaitPart? Wait { get; init; }

    public CausePart? Causes { get; init; }

    public BeginningPart? Beginnings { get; init; }

    public HoursPart? Hours { get; init; }

    public IReadOnlyList<StatPart> Stats { get; init; } = [];

    public required IReadOnlyList<ContextPart> Context { get; init; }

    /// <summary>Names of what could not be told.</summary>
    public IReadOnlyList<string> Untold { get; init; } = [];

    public bool IsEmpty => Answered is null && Wait is null && Causes is null && Beginnings is null && Hours is null && Stats.Count == 0;

    /// <summary>Every figure on the page.</summary>
    public IEnumerable<Told> All =>
        new[] { Answered?.All, Answered?.Public, Answered?.Private, Wait?.Median, Wait?.Ninety, Wait?.WithinHour, Beginnings?.Social }
            .Concat(Causes?.Rows.SelectMany(r => new[] { r.Seen, r.Said }) ?? []).Concat(Stats.Select(s => s.Figure)).OfType<Told>();

    public string Say(string key, params ReadOnlySpan<object?> places) => InfographicWords.In(Language, key, places);
}

/// <summary>How much was answered, beside what is published.</summary>
internal sealed record AnsweredPart(Told All, Told? Public, Told? Private, Published Published);

/// <summary>How long people waited.</summary>
/// <param name="Steps">Of all messages: the share answered up to each limit, and in the end.</param>
internal sealed record WaitPart(Told? Median, Told? Ninety, Told? WithinHour, IReadOnlyList<WaitStep> Steps);

/// <param name="Share">Of all messages, 0–1.</param>
internal sealed record WaitStep(string Name, double Share);

/// <summary>The four reasons, published, seen and said.</summary>
/// <param name="Base">The cases it rests on, in words.</param>
internal sealed record CausePart(IReadOnlyList<CauseRow> Rows, string Base, string Caution);

/// <param name="Said">Null where nothing could be read.</param>
internal sealed record CauseRow(Cause Cause, string Name, Published Published, Told Seen, Told? Said);

internal sealed record BeginningPart(Told? Social, Published Published, IReadOnlyList<ChannelVolume> Channels);

internal sealed record ChannelVolume(string Network, string Name, long Messages, double Share);

/// <param name="Counts">168 hours, Monday 0:00 first.</param>
internal sealed record HoursPart(IReadOnlyList<long> Counts, string Busiest, string Base);

internal sealed record StatPart(Told Figure, string Label, string Detail);

/// <summary>Published, not measured here.</summary>
internal sealed record ContextPart(string Value, string Text, string Source);
