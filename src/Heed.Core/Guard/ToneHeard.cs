namespace Heed.Core.Guard;

/// <summary>What became of a draft that the guard said something about.</summary>
public enum ToneOutcome
{
    /// <summary>Sent all the same, as advised against.</summary>
    Sent = 1,

    /// <summary>Sent after it was made calmer.</summary>
    Softened = 2,

    /// <summary>Sent after the writer said that it is meant so.</summary>
    Confirmed = 3,

    /// <summary>Waits for a second reader.</summary>
    Held = 4,

    /// <summary>The second reader sent it as it was.</summary>
    Approved = 5,

    /// <summary>The second reader sent it in other words.</summary>
    Changed = 6,

    /// <summary>The second reader sent it back.</summary>
    Returned = 7,

    /// <summary>The writer took it back before anyone had decided.</summary>
    Withdrawn = 8,

    /// <summary>Given in the network's own app: it was out before the guard heard it.</summary>
    Elsewhere = 9,
}

/// <summary>What happened to a draft before it was sent, told by where it was written. For the figures only: nothing is let through for it but a confirmation.</summary>
/// <param name="Worst">The highest severity that was on the screen.</param>
/// <param name="Confirmed">The writer has read the warning and wants it sent.</param>
public sealed record ToneTrace(double Worst, bool Confirmed)
{
    public static ToneTrace None { get; } = new(0, false);
}

/// <summary>A reply with its verdict and what the policy makes of it.</summary>
public sealed record ToneHeard(ToneVerdict Verdict, TonePolicy Policy, ToneTrace Trace)
{
    public double Last => Verdict.Fine ? 0 : Verdict.Severity;

    public double First => Math.Max(Last, Trace.Worst is >= 0 and <= 1 ? Trace.Worst : 0);

    /// <summary>The guard said something: it is kept what became of it.</summary>
    public bool Said => First > 0 && First >= Policy.AdviseFrom;

    /// <summary>It goes out with something to be said about it.</summary>
    public bool StillSaid => Last > 0 && Last >= Policy.AdviseFrom;

    public bool Plainly => Last > 0 && Last >= Policy.ActFrom;

    public bool Asks => Plainly && Policy.Action == ToneAction.Confirm && !Trace.Confirmed;

    public bool Holds => Plainly && Policy.Holds;

    public ToneOutcome Outcome => !StillSaid ? ToneOutcome.Softened : Plainly && Policy.Action == ToneAction.Confirm ? ToneOutcome.Confirmed : ToneOutcome.Sent;
}
