using System.Text;
using AngleSharp.Dom;

namespace Heed.Channels.Mail;

/// <summary>HTML → the plain text a person would read, and apart from it the quoted history.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Unread = new(
        ["head", "style", "script", "title", "template", "noscript", "object", "iframe", "svg", "math", "select", "textarea", "button"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Blocks = new(
        ["div", "table", "tr", "ul", "ol", "li", "section", "article", "header", "footer", "center", "address", "form", "dl", "dt", "dd", "hr", "pre", "fieldset"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Paragraphs = new(["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"], StringComparer.OrdinalIgnoreCase);

    // Outlook and its kin set a mark, and everything after it is history.
    private static readonly HashSet<string> HistoryFrom = new(["appendonsend", "divrplyfwdmsg", "mail-editor-reference-message-container"], StringComparer.OrdinalIgnoreCase);

    public static (string Text, string? Quoted) Convert(string html)
    {
        if (HtmlCost.Parse(html) is not { } document)
        {
            return MailQuotes.Split(Stripped(html));
        }

        var own = new Lines();
        var history = new Lines();
        Walk(document.DocumentElement, own, history);
        var (text, cut) = MailQuotes.Split(own.ToString());
        var quoted = MailQuotes.Tidy((cut + "\n\n" + MailQuotes.Tidy(history.ToString().Split('\n'))).Split('\n'));

        // A bare forward: its content is the message.
        return text.Length == 0 ? (quoted, null) : (text, quoted.Length == 0 ? null : quoted);
    }

    /// <summary>Takes out what stands between &lt; and &gt;: for HTML too large or too strange to be parsed.</summary>
    public static string Stripped(string html)
    {
        var text = new StringBuilder(Math.Min(html.Length, 1 << 20));
        for (var at = 0; at < html.Length;)
        {
            var open = html.IndexOf('<', at);
            text.Append(html, at, (open < 0 ? html.Length : open) - at).Append(' ');
            var close = open < 0 ? -1 : html.IndexOf('>', open);
            at = close < 0 ? html.Length : close + 1;
        }

        return MailStrings.Body(System.Net.WebUtility.HtmlDecode(text.ToString()));
    }

    // With a stack of its own: a recursive walk over a stranger's tree ends the process.
    private static void Walk(INode root, Lines own, Lines history)
    {
        var path = new Stack<(INode Node, bool Leaving, bool Quoted)>([(root, false, false)]);
        var rest = false;
        while (path.TryPop(out var step))
        {
            var (node, leaving, quoted) = step;
            if (node is IText text)
            {
                (quoted || rest ? history : own).Write(text.Data, node.ParentElement?.LocalName == "pre");
                continue;
            }

            if (node is not IElement element)
            {
                continue;
            }

            var name = element.LocalName;
            if (!leaving)
            {
                if (Unread.Contains(name) || IsHidden(element))
                {
                    continue;
                }

                rest |= HistoryFrom.Contains(element.Id ?? "") || element.ClassList.Contains("OutlookMessageHeader");
                quoted |= IsQuote(element);
            }

            var lines = quoted || rest ? history : own;
            lines.Break(Paragraphs.Contains(name) ? 2 : Blocks.Contains(name) ? 1 : 0);
            if (leaving)
            {
                continue;
            }

            lines.Element(element);
            path.Push((node, true, quoted));
            for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
            {
                path.Push((child, false, quoted));
            }
        }
    }

    private static bool IsQuote(IElement element) => element.LocalName switch
    {
        "blockquote" => string.Equals(element.GetAttribute("type"), "cite", StringComparison.OrdinalIgnoreCase)
            || element.ClassName?.Contains("_quote", StringComparison.OrdinalIgnoreCase) == true,

        // Gmail's container may hold answers between its block quotes; only an old one without them is history as a whole.
        "div" when element.ClassList.Contains("gmail_quote") => element.QuerySelector("blockquote") is null,
        "div" or "span" => element.ClassList.Contains("gmail_attr") || element.ClassList.Contains("moz-cite-prefix") || element.ClassList.Contains("yahoo_quoted"),
        _ => false,
    };

    // The "preview" line of newsletters, repeated invisibly.
    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden")
        || (element.GetAttribute("style")?.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase) ?? false);

    /// <summary>Text that collapses white space as a browser does.</summary>
    private sealed class Lines
    {
        private readonly StringBuilder _text = new();
        private int _breaks;
        private bool _blank;

        public void Break(int count) => _breaks = Math.Max(_breaks, count);

        public void Element(IElement element)
        {
            switch (element.LocalName)
            {
                case "br":
                    Flush();
                    _text.Append('\n');
                    break;
                case "td" or "th":
                    _blank = true;
                    break;
                case "li":
                    Write("- ", false);
                    _blank = true;
                    break;

                // Gmail writes emoji as pictures with the character as their description.
                case "img" when element.GetAttribute("alt") is { Length: > 0 and <= 8 } alt && !alt.Any(char.IsAsciiLetterOrDigit):
                    Write(alt, false);
                    break;
                default:
                    break;
            }
        }

        public void Write(string data, bool preformatted)
        {
            foreach (var c in data)
            {
                if (preformatted && c == '\n')
                {
                    _text.Append('\n');
                }
                else if (c is ' ' or '\n' or '\t' or '\r' or '\f' or '\u00A0')
                {
                    _blank = true;
                }
                else if (c is not ('\u200B' or '\u200C' or '\uFEFF' or '\u00AD'))
                {
                    Flush();
                    _text.Append(_blank && _text.Length > 0 && _text[^1] != '\n' ? " " : "").Append(c);
                    _blank = false;
                }
            }
        }

        public override string ToString() => MailStrings.Body(_text.ToString());

        private void Flush()
        {
            if (_breaks > 0 && _text.Length > 0)
            {
                _text.Append('\n', _text[^1] == '\n' ? _breaks - 1 : _breaks);
            }

            _blank &= _breaks == 0;
            _breaks = 0;
        }
    }
}
