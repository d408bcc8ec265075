namespace Heed.Core.Surveys;

/// <summary>What a customer can be asked when their matter is over.</summary>
/// <remarks>The numbers are part of the stored format: add, do not renumber.</remarks>
public enum SurveyQuestion
{
    /// <summary>How satisfied they are, 1 to 5.</summary>
    Satisfaction = 0,

    /// <summary>How likely they are to recommend the brand, 0 to 10.</summary>
    Recommendation = 1,

    /// <summary>How easy it was to get help, 1 (hard) to 5 (easy).</summary>
    Effort = 2,

    /// <summary>Whether the brand valued their time: 0 no, 1 partly, 2 yes.</summary>
    ValuedTime = 3,

    /// <summary>How much more they would pay for better service, in per cent.</summary>
    PayMore = 4,

    /// <summary>The channel they would rather use: a word, see <see cref="SurveyAnswer.Word"/>.</summary>
    Channel = 5,
}

/// <summary>One answer.</summary>
/// <param name="Number">By the question's own scale; null for a word.</param>
/// <param name="Word">Of <see cref="SurveyQuestion.Channel"/>: a network's name or <see cref="SurveyScale.Phone"/>.</param>
public sealed record SurveyAnswer(SurveyQuestion Question, int? Number, string? Word = null);

/// <summary>Which answers a question takes.</summary>
public static class SurveyScale
{
    /// <summary>A channel that customers may prefer and Heed does not carry.</summary>
    public const string Phone = "phone";

    public static IReadOnlyList<SurveyQuestion> All { get; } = Enum.GetValues<SurveyQuestion>();

    /// <summary>Lowest and highest number; null where the answer is a word.</summary>
    public static (int Lowest, int Highest)? Of(SurveyQuestion question) => question switch
    {
        SurveyQuestion.Satisfaction or SurveyQuestion.Effort => (1, 5),
        SurveyQuestion.Recommendation => (0, 10),
        SurveyQuestion.ValuedTime => (0, 2),
        SurveyQuestion.PayMore => (0, 100),
        SurveyQuestion.Channel => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Whether a number written as a message is an answer to it.</summary>
    public static bool FitsAMessage(SurveyQuestion question) => question is SurveyQuestion.Satisfaction or SurveyQuestion.Recommendation or SurveyQuestion.Effort;

    public static bool Takes(SurveyQuestion question, int number) => Of(question) is var (lowest, highest) && number >= lowest && number <= highest;
}
