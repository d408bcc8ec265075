using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Heed.Channels.Mail;

/// <summary>Bounds what parsing a stranger's HTML can cost: the parser is watched tag by tag, and stopped when it has to carry too much.</summary>
/// <remarks>
/// What costs is not the number of tags but the number left open. For each tag the parser looks through all open ones, so their cost grows
/// with the square: unclosed, 5,000 took 0.4 seconds of one core, 10,000 1.5, 20,000 4.6; 20,000 that are closed 0.1. Unclosed formatting
/// is worse: the HTML standard makes the parser repeat it in every following paragraph (1,250 of each became 783,000 elements).
/// A tree of 20,000 siblings then takes 0.4 seconds to be written, the square again, and 0.2 to be cleaned.
/// </remarks>
internal static class HtmlCost
{
    /// <summary>Deepest tree that is walked; the laid-out tables of real mails stay below a hundred.</summary>
    private const int MaxDepth = 400;

    private const int MaxLength = 2_000_000;

    /// <summary>The parsed document; null when the HTML is too large, too rich or too deep to be walked.</summary>
    public static IHtmlDocument? Parse(string html)
    {
        if (html.Length > MaxLength)
        {
            return null;
        }

        try
        {
            var document = TryParse(html, out var repeated) ?? (repeated ? TryParse(Plainer(html), out _) : null);
            return document is null || IsTooDeep(document) ? null : document;
        }
        catch (HtmlTooRichException)
        {
            return null;
        }
    }

    private static IHtmlDocument? TryParse(string html, out bool repeated)
    {
        var tags = new HtmlBalance();
        try
        {
            repeated = false;
            return new HtmlParser(new HtmlParserOptions { OnToken = (token, _) => tags.Read(token) }).ParseDocument(html);
        }
        catch (HtmlTooRichException e) when (e.OnlyByFormatting)
        {
            repeated = true;
            return null;
        }
    }

    /// <summary>Every formatting tag becomes a span, which is never repeated.</summary>
    private static string Plainer(string html)
    {
        var plainer = new StringBuilder(html.Length + 1024);
        var done = 0;
        foreach (var name in TagNames(html))
        {
            if (HtmlBalance.IsFormatting(html[name]))
            {
                plainer.Append(html, done, name.Start.Value - done).Append("span");
                done = name.End.Value;
            }
        }

        return plainer.Append(html, done, html.Length - done).ToString();
    }

    // Closing ones too, so that what was closed stays closed.
    private static IEnumerable<Range> TagNames(string html)
    {
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var start = at + 1 < html.Length && html[at + 1] == '/' ? at + 2 : at + 1;
            // A name ends where the standard says: at white space, '/' or '>'.
            var end = start;
            while (end < html.Length && !char.IsWhiteSpace(html[end]) && html[end] is not ('/' or '>' or '<' or '\0'))
            {
                end++;
            }

            if (end > start && char.IsAsciiLetter(html[start]))
            {
                yield return start..end;
            }
        }
    }

    /// <summary>Selectors, sanitizer and serialiser recurse; this does not. By place, not by sibling: to find a next sibling is a search.</summary>
    private static bool IsTooDeep(IHtmlDocument document)
    {
        var path = new Stack<(INodeList Children, int Next)>();
        path.Push((document.ChildNodes, 0));
        while (path.TryPop(out var place))
        {
            if (place.Next == place.Children.Length)
            {
                continue;
            }

            if (path.Count == MaxDepth)
            {
                return true;
            }

            path.Push((place.Children, place.Next + 1));
            path.Push((place.Children[place.Next].ChildNodes, 0));
        }

        return false;
    }
}
