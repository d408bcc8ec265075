using AngleSharp;
using AngleSharp.Dom;
using Ganss.Xss;

namespace Heed.Channels.Mail;

/// <summary>Makes the HTML of a mail safe to show inside the page: what a stranger sent can neither run, nor phone home, nor dress up as ours.</summary>
public static class MailHtml
{
    private static readonly string[] Tags =
    [
        "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup",
        "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong", "sub",
        "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "wbr",
    ];

    // No style (our content security policy forbids it), no class (ours are not theirs to wear), no id or name (they shadow the page's own).
    private static readonly string[] Attributes =
    [
        "href", "src", "alt", "title", "width", "height", "align", "valign", "colspan", "rowspan", "cellpadding", "cellspacing", "border", "dir", "lang", "start", "cite", "datetime",
    ];

    // Taken out with what they hold; every other unknown element is only unwrapped.
    private const string Dropped =
        "script,style,head>*,title,template,noscript,noembed,noframes,xmp,plaintext,listing,iframe,frame,frameset,object,embed,applet,svg,math,audio,video,canvas,select,textarea,button,input,form>input,link,meta,base";

    /// <summary>Cleans <paramref name="html"/>.</summary>
    /// <param name="imageUrl">Content id (without angle brackets) → our own address of that inline image; null when there is none.</param>
    /// <returns>
    /// HTML without script, style, class or id. Remote images stand as <c>data-blocked-src</c> until the agent asks for them (they tell the sender
    /// when and where the mail is read). Links open apart and tell their target nothing.
    /// </returns>
    public static string Sanitize(string html, Func<string, string?> imageUrl)
    {
        if (HtmlCost.Parse(html) is not { Body: { } body } document)
        {
            return $"<p>{System.Net.WebUtility.HtmlEncode(HtmlText.Stripped(html))}</p>";
        }

        foreach (var element in document.QuerySelectorAll(Dropped).ToList())
        {
            element.Remove();
        }

        using (var clean = Sanitizer().SanitizeDom(document, body))
        {
            foreach (var image in clean.QuerySelectorAll("img").ToList())
            {
                Settle(image, imageUrl);
            }

            foreach (var link in clean.QuerySelectorAll("a").ToList())
            {
                Settle(link);
            }

            return clean.Body?.ChildNodes.ToHtml(HtmlSanitizer.DefaultOutputFormatter) ?? "";
        }
    }

    // Not shared: the sanitizer is cheap, and its sets are open to change.
    private static HtmlSanitizer Sanitizer()
    {
        var options = new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto", "tel", "cid"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href", "src", "cite"], StringComparer.OrdinalIgnoreCase),
        };
        return new HtmlSanitizer(options) { KeepChildNodes = true, AllowDataAttributes = false };
    }

    private static void Settle(IElement image, Func<string, string?> imageUrl)
    {
        var source = image.GetAttribute("src")?.Trim() ?? "";
        image.RemoveAttribute("src");
        if (source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
        {
            if (imageUrl(Uri.UnescapeDataString(source["cid:".Length..]).Trim('<', '>')) is { } own)
            {
                image.SetAttribute("src", own);
            }
        }
        else if (IsWeb(source))
        {
            image.SetAttribute("data-blocked-src", source);
        }
    }

    private static void Settle(IElement link)
    {
        var target = link.GetAttribute("href")?.Trim() ?? "";
        if (!IsWeb(target) && !target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) && !target.StartsWith("tel:", StringComparison.OrdinalIgnoreCase))
        {
            // A relative link would lead into our own site.
            link.RemoveAttribute("href");
            return;
        }

        link.SetAttribute("rel", "noopener noreferrer nofollow");
        link.SetAttribute("target", "_blank");
    }

    private static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
