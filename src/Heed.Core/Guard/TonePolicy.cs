namespace Heed.Core.Guard;

/// <summary>What happens to an answer that sounds rude, from the mildest on.</summary>
public enum ToneAction
{
    /// <summary>The writer is told; it goes out.</summary>
    Advise = 0,

    /// <summary>The writer must say that it is meant so.</summary>
    Confirm = 1,

    /// <summary>Somebody else reads it before it goes out.</summary>
    SecondReader = 2,

    /// <summary>It stays here until a lead has read it.</summary>
    Hold = 3,
}

/// <summary>Who may release what waits for a second reader; never who wrote it.</summary>
public enum ToneRelease
{
    Lead = 0,

    /// <summary>A lead, or any other agent of the department.</summary>
    Colleague = 1,
}

/// <summary>What holds for one department and channel.</summary>
/// <param name="AdviseFrom">Severity from which the writer is told.</param>
/// <param name="ActFrom">Severity from which <paramref name="Action"/> is taken.</param>
/// <param name="ReadMinutes">The second reader's clock, in open minutes of the department.</param>
public sealed record TonePolicy(ToneAction Action, double AdviseFrom, double ActFrom, int ReadMinutes, ToneRelease Release)
{
    public const int LongestReadMinutes = 1440;

    public static TonePolicy Default { get; } = new(ToneAction.Confirm, ToneLevel.Hint, ToneLevel.Plain, 30, ToneRelease.Lead);

    public bool Holds => Action is ToneAction.SecondReader or ToneAction.Hold;

    /// <summary>What is held stays for a lead, whoever may release otherwise.</summary>
    public bool ByColleague => Action != ToneAction.Hold && Release == ToneRelease.Colleague;

    public bool Valid => Enum.IsDefined(Action) && Enum.IsDefined(Release) && AdviseFrom is >= 0 and <= 1 && ActFrom is >= 0 and <= 1 && ActFrom >= AdviseFrom
        && ReadMinutes is >= 1 and <= LongestReadMinutes;
}

/// <summary>Severities with a name: what the settings offer.</summary>
public static class ToneLevel
{
    /// <summary>A remark that some readers stumble over.</summary>
    public const double Hint = 0.2;

    /// <summary>Curt, or blaming.</summary>
    public const double Curt = 0.45;

    /// <summary>Plainly dismissive or aggressive.</summary>
    public const double Plain = 0.6;

    /// <summary>An insult.</summary>
    public const double Insult = 0.9;

    public static IReadOnlyList<double> All { get; } = [Hint, Curt, Plain, Insult];
}

/// <summary>What a department, or a channel of a department, wants otherwise; null: as above it.</summary>
public sealed record TonePolicyPart
{
    public ToneAction? Action { get; init; }

    public double? AdviseFrom { get; init; }

    public double? ActFrom { get; init; }

    public int? ReadMinutes { get; init; }

    public ToneRelease? Release { get; init; }

    public TonePolicy Over(TonePolicy above) => new(
        Action ?? above.Action, AdviseFrom ?? above.AdviseFrom, ActFrom ?? above.ActFrom, ReadMinutes ?? above.ReadMinutes, Release ?? above.Release);
}
