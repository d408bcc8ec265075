using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Core.Language;

/// <summary>A text whose personal data was taken out, and what stood there.</summary>
/// <param name="Text">With a mark such as <c>[phone-1]</c> in place of each.</param>
/// <param name="Hidden">Mark → what it stands for.</param>
public sealed record MaskedText(string Text, IReadOnlyDictionary<string, string> Hidden)
{
    /// <summary>Puts back what was taken out. Marks that nobody made stay as they are.</summary>
    public string Reveal(string text)
    {
        foreach (var (mark, value) in Hidden)
            text = text.Replace(mark, value, StringComparison.Ordinal);
        return text;
    }
}

/// <summary>Takes personal data out of what leaves the house: addresses, handles, numbers, links, and the names that are known.</summary>
public static partial class PersonalData
{
    private const int ShortestName = 3;

    /// <param name="names">Of the customer and of whoever else is named in the case; also their parts.</param>
    public static MaskedText Mask(string text, IEnumerable<string> names)
    {
        var hidden = new Dictionary<string, string>(StringComparer.Ordinal);
        var marks = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string Hide(string kind, string value)
        {
            if (marks.TryGetValue(value, out var known))
                return known;
            var mark = $"[{kind}-{hidden.Count + 1}]";
            marks[value] = mark;
            hidden[mark] = value;
            return mark;
        }

        // A text that holds something like a mark already would be filled in afterwards: its brackets are changed first.
        text = text.Replace('[', '(').Replace(']', ')');
        text = Address().Replace(text, m => Hide("mail", m.Value));
        text = Link().Replace(text, m => Hide("link", m.Value));
        text = Handle().Replace(text, m => Hide("handle", m.Value));
        text = Number().Replace(text, m => m.Value.Count(char.IsAsciiDigit) < 5 ? m.Value : Hide("number", m.Value));
        foreach (var name in names.SelectMany(n => n.Split(' ').Prepend(n)).Where(n => n.Length >= ShortestName).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(n => n.Length))
            text = Replaced(text, name, Hide);
        return new MaskedText(text, hidden);
    }

    // Whole words only, and never inside a mark.
    private static string Replaced(string text, string name, Func<string, string, string> hide)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '[')
            {
                var end = text.IndexOf(']', i);
                if (end > 0)
                {
                    result.Append(text, i, end + 1 - i);
                    i = end + 1;
                    continue;
                }
            }

            if (string.Compare(text, i, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
                && (i == 0 || !char.IsLetterOrDigit(text[i - 1])) && (i + name.Length >= text.Length || !char.IsLetterOrDigit(text[i + name.Length])))
            {
                result.Append(hide("person", text.Substring(i, name.Length)));
                i += name.Length;
                continue;
            }

            result.Append(text[i++]);
        }

        return result.ToString();
    }

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s()]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<!\w)@\w{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Handle();

    // Phone numbers, cards, accounts, orders: five digits and more, with what people write between them.
    [GeneratedRegex(@"(?<!\d)(?:[A-Z]{2}\d{2}[ ]?)?[+(]?\d[\dA-Z]*(?:[ ./()-]{0,2}\d[\dA-Z]*)*", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
