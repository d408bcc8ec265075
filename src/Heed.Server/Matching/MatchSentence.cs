using Heed.Core.Matching;
using Heed.Server.Inbox;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Matching;

/// <summary>Why a case went to someone, in one line.</summary>
internal static class MatchSentence
{
    /// <summary>Null when the text is not one of ours: then the screen says that somebody did it.</summary>
    public static string? Of(IStringLocalizer<MatchingWords> words, string? why, string person)
    {
        if (MatchWhy.Read(why) is not { } told)
            return null;
        if (told.Reason == MatchReason.Left)
            return words["why.left"].Value;
        var reasons = Reasons(words, told).ToList();
        return words["why.given", person, reasons.Count > 0 ? string.Join(", ", reasons) : words["why.least-loaded"].Value].Value;
    }

    private static IEnumerable<string> Reasons(IStringLocalizer<MatchingWords> words, MatchWhy why)
    {
        if (why.Reason == MatchReason.Accountable)
            yield return words["why.accountable"];
        if (why.Reason == MatchReason.EarlierOwner)
            yield return why.EarlierCase is { } number ? words["why.earlier-owner", number] : words["why.earlier-owner-once"];
        var missing = why.Reason == MatchReason.NobodyFits ? "missing" : "has";
        if (why.Language is { } language)
            yield return words[$"why.{missing}.language", LanguageNames.Of(language)];
        if (why.Skills is { } skills)
            yield return words[$"why.{missing}.skills", string.Join(", ", skills)];
        if (why.Shop is { } shop)
            yield return words[$"why.{missing}.shop", shop];
    }
}
