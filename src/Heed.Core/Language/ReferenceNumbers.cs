using System.Text.RegularExpressions;

namespace Heed.Core.Language;

/// <summary>Order numbers, tracking codes and the like in a text: what a customer should not have to give twice.</summary>
public static partial class ReferenceNumbers
{
    /// <summary>In the order of the text. Years, prices, times and plain small numbers are none.</summary>
    public static IEnumerable<string> In(string text)
    {
        foreach (Match found in Candidate().Matches(text))
        {
            var value = found.Value.Trim('-', '/');
            var digits = value.Count(char.IsAsciiDigit);
            var marked = found.Index > 0 && text[found.Index - 1] == '#';
            if (digits >= 5 || (digits >= 3 && (marked || value.Any(char.IsAsciiLetterUpper))))
                yield return value;
        }
    }

    // No link, no handle, no hashtag word; letters only in capitals, as codes have them.
    [GeneratedRegex(@"(?<![\w@./:€$£-])[A-Z]{0,4}[-/]?\d[\dA-Z]*(?:[-/][\dA-Z]+)*(?![\w.,:/]*[€$£%])(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Candidate();
}
