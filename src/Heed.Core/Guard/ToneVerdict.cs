namespace Heed.Core.Guard;

/// <summary>What is wrong with the tone of an answer. Several can hold at once.</summary>
public enum ToneFault
{
    Aggressive = 1,
    Dismissive = 2,
    Sarcastic = 3,
    Blaming = 4,
    Shouting = 5,
}

/// <summary>Words of a draft that give it its tone.</summary>
/// <param name="Start">Index of the first UTF-16 unit.</param>
/// <param name="Calmer">A calmer wording for exactly these words; null when there is none but leaving them out.</param>
public sealed record ToneMark(int Start, int Length, ToneFault Fault, string? Calmer);

/// <summary>How a draft will sound to the customer.</summary>
/// <param name="Language">What it was read in; null: no model for this language, nothing was judged.</param>
/// <param name="Severity">0 fine to 1 plainly aggressive, calibrated: the share of people who would call it rude.</param>
/// <param name="Faults">Worst first; empty when there is nothing to say.</param>
/// <param name="Marks">In the order of the text, not overlapping.</param>
/// <param name="Courtesy">0 curt to 1 courteous; null when not known for the language.</param>
public sealed record ToneVerdict(string? Language, double Severity, IReadOnlyList<ToneFault> Faults, IReadOnlyList<ToneMark> Marks, double? Courtesy)
{
    public static ToneVerdict NotJudged { get; } = new(null, 0, [], [], null);

    public bool Fine => Faults.Count == 0;
}
