using System.Text;
using Heed.Core.Messages;
using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Heed.Channels.Mail;

/// <summary>A mail taken apart: its text, its HTML, its files.</summary>
internal sealed class MailParts
{
    public const int MaxDepth = 50;
    public const int MaxParts = 500;

    private readonly List<Attachment> _attachments = [];
    private int _parts;

    /// <summary>One stretch of the body, in its plain and its HTML version.</summary>
    private sealed record Block(string? Plain, string? Html);

    public string Text { get; private set; } = "";

    public string? QuotedText { get; private set; }

    /// <summary>Unsanitised.</summary>
    public string? Html { get; private set; }

    public IReadOnlyList<Attachment> Attachments => _attachments;

    /// <summary>More parts, or deeper ones, than any honest mail has.</summary>
    public bool TooMany => _parts > MaxParts;

    public static MailParts Of(MimeMessage mail)
    {
        var parts = new MailParts();
        List<Block> blocks = [];
        parts.Walk(mail.Body, blocks, 0, related: false);
        parts.Assemble(blocks);
        return parts;
    }

    private void Walk(MimeEntity? entity, List<Block> blocks, int depth, bool related)
    {
        if (entity is null || ++_parts > MaxParts)
        {
            return;
        }

        switch (entity)
        {
            case Multipart alternative when alternative.ContentType.IsMimeType("multipart", "alternative") && depth < MaxDepth:
                List<Block> versions = [];
                foreach (var child in alternative)
                {
                    Walk(child, versions, depth + 1, related);
                }

                blocks.Add(new Block(Joined(versions.Select(v => v.Plain)), Joined(versions.Select(v => v.Html))));
                break;
            case Multipart multipart when depth < MaxDepth:
                foreach (var child in multipart)
                {
                    Walk(child, blocks, depth + 1, related || multipart is MultipartRelated);
                }

                break;
            case Multipart:
                break;
            case MessagePart nested:
                _attachments.Add(Nested(nested));
                break;
            case TnefPart tnef:
                Unpack(tnef, blocks, depth);
                break;
            case TextPart text when IsBody(text):
                var content = MailStrings.Body(Decoded(text));
                blocks.Add(text.ContentType.IsMimeType("text", "html") ? new Block(null, content) : new Block(Unflowed(text, content), null));
                break;
            case MimePart file:
                _attachments.Add(File(file, related));
                break;
            default:
                break;
        }
    }

    private static bool IsBody(TextPart text) =>
        !text.IsAttachment && string.IsNullOrEmpty(text.FileName)
        && (text.ContentType.IsMimeType("text", "plain") || text.ContentType.IsMimeType("text", "html"));

    private static string Decoded(TextPart text) => MailCharset.Decode(Bytes(text), text.ContentType.Charset);

    private static string Unflowed(TextPart text, string content)
    {
        if (!string.Equals(text.ContentType.Parameters["format"]?.Trim(), "flowed", StringComparison.OrdinalIgnoreCase))
        {
            return content;
        }

        var delSp = string.Equals(text.ContentType.Parameters["delsp"]?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
        return MailStrings.Body(new FlowedToText { DeleteSpace = delSp }.Convert(content));
    }

    private void Unpack(TnefPart tnef, List<Block> blocks, int depth)
    {
        var before = _attachments.Count;
        List<Block> inside = [];
        try
        {
            Walk(tnef.ConvertToMessage().Body, inside, depth + 1, related: false);
        }
        catch (Exception e) when (e is TnefException or FormatException or IOException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            inside.Clear();
        }

        // Outlook sends its text once more beside the file; where it does not, the file's is all there is.
        var told = inside.Any(b => !string.IsNullOrWhiteSpace(b.Plain ?? b.Html));
        if (told && !blocks.Any(b => !string.IsNullOrWhiteSpace(b.Plain ?? b.Html)))
        {
            blocks.AddRange(inside);
        }
        else if (!told && _attachments.Count == before)
        {
            // A winmail.dat that cannot be opened is still a file the agent may want.
            _attachments.Add(File(tnef, related: false));
        }
    }

    private static Attachment Nested(MessagePart part)
    {
        using var bytes = new MemoryStream();
        part.Message?.WriteTo(bytes);
        var subject = MailStrings.OneLine(part.Message?.Subject ?? "", 80);
        return new Attachment(FileName(part.ContentDisposition?.FileName ?? (subject.Length > 0 ? subject + ".eml" : null), "mail.eml"), "message/rfc822", Content: bytes.ToArray());
    }

    private static Attachment File(MimePart part, bool related)
    {
        var type = MailStrings.OneLine(part.ContentType.MimeType, 120).ToLowerInvariant();
        var id = MailIds.Clean(part.ContentId);
        var inline = id is not null && !part.IsAttachment && (related || part.ContentDisposition is not null);
        return new Attachment(FileName(part.FileName, type switch
        {
            "text/calendar" => "invitation.ics",
            "text/rtf" or "application/rtf" => "text.rtf",
            "image/png" => "image.png",
            "image/jpeg" => "image.jpg",
            "image/gif" => "image.gif",
            _ => "attachment",
        }), type, Content: Bytes(part), ContentId: id, Inline: inline);
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    // Shown, and used as the name of a download: never a path.
    private static string FileName(string? name, string otherwise)
    {
        var line = MailStrings.OneLine(name ?? "", 400);
        var clean = string.Concat(line[(line.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !"<>:\"|?*".Contains(c, StringComparison.Ordinal))).Trim(' ', '.');
        return clean.Length switch { 0 => otherwise, > 150 => clean[^150..], _ => clean };
    }

    private void Assemble(List<Block> blocks)
    {
        if (blocks.Any(b => b.Html is not null))
        {
            Html = string.Join("\n<hr>\n", blocks.Select(b => b.Html ?? $"<pre>{System.Net.WebUtility.HtmlEncode(b.Plain)}</pre>"));
        }

        var text = new StringBuilder();
        var quoted = new StringBuilder();
        foreach (var block in blocks)
        {
            var (main, cut) = string.IsNullOrWhiteSpace(block.Plain) && block.Html is not null ? HtmlText.Convert(block.Html) : MailQuotes.Split(block.Plain ?? "");
            text.Append(text.Length > 0 && main.Length > 0 ? "\n\n" : "").Append(main);
            quoted.Append(quoted.Length > 0 && cut is not null ? "\n\n" : "").Append(cut);
        }

        Text = text.ToString();
        QuotedText = quoted.Length > 0 ? quoted.ToString() : null;
    }

    private static string? Joined(IEnumerable<string?> texts)
    {
        var present = texts.Where(t => !string.IsNullOrWhiteSpace(t)).ToList();
        return present.Count == 0 ? null : string.Join("\n\n", present);
    }
}
