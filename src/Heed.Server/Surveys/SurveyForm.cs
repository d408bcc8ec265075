using System.Globalization;
using Heed.Core.Surveys;

namespace Heed.Server.Surveys;

/// <summary>What the page was sent with.</summary>
internal static class SurveyForm
{
    /// <summary>The name of a question's field.</summary>
    public static string Field(SurveyQuestion question) => "q" + (int)question;

    /// <summary>The answers that fit; anything else a browser sends is none.</summary>
    /// <param name="channels">The words that <see cref="SurveyQuestion.Channel"/> takes.</param>
    public static IReadOnlyList<SurveyAnswer> Read(IFormCollection form, IReadOnlyList<SurveyQuestion> asked, IReadOnlyList<string> channels)
    {
        var answers = new List<SurveyAnswer>();
        foreach (var question in asked)
        {
            var given = form[Field(question)].ToString().Trim();
            if (SurveyScale.Of(question) is null)
            {
                if (channels.Contains(given, StringComparer.Ordinal))
                    answers.Add(new SurveyAnswer(question, null, given));
            }
            else if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && SurveyScale.Takes(question, number))
            {
                answers.Add(new SurveyAnswer(question, number));
            }
        }

        return answers;
    }
}
