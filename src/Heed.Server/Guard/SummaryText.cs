using Heed.Core.Guard;
using Heed.Server.Design;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Guard;

/// <summary>A summary as the reader's language writes it: our few words around the conversation's own.</summary>
internal static class SummaryText
{
    public static string Of(IStringLocalizer<Words> words, CaseSummary summary)
    {
        var lines = new List<string>();
        if (summary.Asked.Count > 0)
            lines.Add(words["summary.asked", string.Join(" … ", summary.Asked)]);
        if (summary.Latest is { } latest)
            lines.Add(words["summary.latest", latest]);
        if (summary.Answered is { } answered)
            lines.Add(words["summary.answered", answered]);
        if (summary.Numbers.Count > 0)
            lines.Add(words["summary.numbers", string.Join(", ", summary.Numbers)]);
        return string.Join('\n', lines);
    }
}
