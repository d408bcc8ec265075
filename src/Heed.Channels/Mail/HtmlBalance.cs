using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace Heed.Channels.Mail;

/// <summary>
/// Follows the tags a parser reads and stops it when too many are open. A closing tag counts only when it closes the innermost open one:
/// a misplaced one may close nothing in the parser either.
/// </summary>
internal sealed class HtmlBalance
{
    /// <summary>Newsletters have 1,000–5,000, the richest some more; this many closed ones cost well under a second.</summary>
    private const int MaxTags = 20_000;

    /// <summary>Open at once: each costs every later tag a look, so this times <see cref="MaxTags"/> is the parser's worst, half a second. Real mails leave some dozens open, old ones a few hundred paragraphs and list items.</summary>
    private const int MaxOpen = 1_000;

    /// <summary>Elements the parser may have to repeat because formatting stayed open: about half a second.</summary>
    private const int MaxRepeats = 100_000;

    private static readonly HashSet<string> Formatting =
        new(["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Void =
        new(["area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "image", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr"], StringComparer.OrdinalIgnoreCase);

    private readonly Stack<string> open = new();
    private int tags;
    private int openFormatting;
    private int repeats;
    private bool foreign;

    /// <summary>One of the elements that the standard repeats while they are open.</summary>
    public static bool IsFormatting(string name) => Formatting.Contains(name);

    /// <exception cref="HtmlTooRichException">It is too much.</exception>
    public void Read(HtmlToken token)
    {
        if (token.Type is not (HtmlTokenType.StartTag or HtmlTokenType.EndTag))
        {
            return;
        }

        // Closing ones as well: </p> and </br> make elements of their own.
        if (++tags > 2 * MaxTags)
        {
            throw new HtmlTooRichException(onlyByFormatting: false);
        }

        if (token.Type == HtmlTokenType.StartTag)
        {
            Open(token.Name);
        }
        else if (open.TryPeek(out var innermost) && innermost == token.Name)
        {
            open.Pop();
            openFormatting -= IsFormatting(innermost) ? 1 : 0;
        }
    }

    private void Open(string name)
    {
        repeats += openFormatting;
        // Inside drawings and formulas a br is an element like any other.
        foreign |= name is "svg" or "math";
        if (!foreign && Void.Contains(name))
        {
            return;
        }

        open.Push(name);
        openFormatting += IsFormatting(name) ? 1 : 0;
        if (repeats > MaxRepeats)
        {
            throw new HtmlTooRichException(onlyByFormatting: true);
        }

        if (open.Count > MaxOpen)
        {
            throw new HtmlTooRichException(onlyByFormatting: false);
        }
    }
}
