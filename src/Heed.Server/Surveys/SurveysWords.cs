using System.Globalization;
using System.Resources;
using Heed.Core.Surveys;

namespace Heed.Server.Surveys;

/// <summary>Names the texts of this room: SurveysWords.resx, .fr.resx, .es.resx. What customers read in it is said in their language, not in the screen's.</summary>
public sealed class SurveysWords
{
    private static readonly ResourceManager Texts = new(typeof(SurveysWords));

    /// <summary>The languages customers can be asked in.</summary>
    internal static IReadOnlyList<string> Languages { get; } = ["en", "fr", "es"];

    internal static string Say(string key, string language, params object[] with)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, Texts.GetString(key, culture) ?? throw new InvalidOperationException($"There is no text '{key}'."), with);
    }

    /// <summary>The message that asks: short, with the link at its end.</summary>
    internal static string Message(SurveyPlan plan, string language, string link)
    {
        var asked = string.Join(' ', plan.ByMessage.Select(q => Say("ask." + q, language)));
        var how = plan.ByMessage.Count switch
        {
            0 => "message.page",
            1 => "message.one",
            _ => "message.two",
        };
        return string.Join(' ', new[] { Say("message.thanks", language), asked, Say(how, language, link) }.Where(part => part.Length > 0));
    }
}
