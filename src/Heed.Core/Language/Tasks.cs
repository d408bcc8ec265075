namespace Heed.Core.Language;

/// <summary>What there are models for.</summary>
public static class Tasks
{
    public const string Language = LanguageModel.Task;
    public const string Sentiment = "sentiment";
    public const string NeedsAnswer = "needs-answer";
    public const string Topic = "topic";
    public const string Abuse = "abuse";
    public const string Tone = ToneModel.Task;
    public const string Courtesy = "courtesy";

    /// <summary>Those that a company's corrections change.</summary>
    public static IReadOnlyList<string> Correctable { get; } = [Sentiment, NeedsAnswer, Topic, Abuse];
}
