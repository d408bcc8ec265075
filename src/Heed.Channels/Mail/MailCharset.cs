using System.Text;

namespace Heed.Channels.Mail;

/// <summary>Bytes → text, for senders who declare the wrong charset or none.</summary>
internal static class MailCharset
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    static MailCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What senders mean when they say ISO-8859-1, or nothing.</summary>
    public static Encoding Windows1252 => Encoding.GetEncoding(1252);

    /// <summary>By the declared charset if it fits, else UTF-8 if valid, else windows-1252.</summary>
    public static string Decode(byte[] bytes, string? declared)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble))
        {
            return Encoding.UTF8.GetString(bytes.AsSpan(3));
        }

        var encoding = Named(declared);
        var western = encoding is null or { CodePage: 1252 or 20127 or 28591 or 28605 or 65001 };

        // Text beyond ASCII that is valid UTF-8 is UTF-8, whatever a western label says: Latin text hits that pattern by chance almost never.
        return western
            ? IsUtf8(bytes) ? Encoding.UTF8.GetString(bytes) : (encoding is { CodePage: 28605 } ? encoding : Windows1252).GetString(bytes)
            : encoding!.GetString(bytes); // not null: western is true for null
    }

    private static bool IsUtf8(byte[] bytes)
    {
        try
        {
            _ = StrictUtf8.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding? Named(string? name)
    {
        var trimmed = name?.Trim(' ', '"', '\'') ?? "";
        try
        {
            return trimmed.ToLowerInvariant() switch
            {
                // UTF-7 hides markup from every check; nobody honest has sent it for twenty years.
                "" or "utf-7" or "unicode-1-1-utf-7" or "unknown-8bit" or "x-unknown" or "8bit" => null,
                "gb2312" or "gbk" => Encoding.GetEncoding("gb18030"),
                "cp1252" or "latin1" => Windows1252,
                "utf8" => Encoding.UTF8,
                var known => Encoding.GetEncoding(known),
            };
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
