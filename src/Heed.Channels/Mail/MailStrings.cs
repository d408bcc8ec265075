using System.Text;

namespace Heed.Channels.Mail;

/// <summary>Cleans text from outside before anything else sees it.</summary>
internal static class MailStrings
{
    /// <summary>For headers and names: one line, no control characters, runs of blanks as one.</summary>
    public static string OneLine(string text, int maxLength = 998)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        var blank = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                blank = line.Length > 0;
                continue;
            }

            if (line.Length + rune.Utf16SequenceLength + 1 > maxLength)
            {
                break;
            }

            line.Append(blank ? " " : "").Append(rune);
            blank = false;
        }

        return line.ToString();
    }

    /// <summary>For bodies: <c>\n</c> line ends, no NUL or other control characters (PostgreSQL cannot store NUL), no lone surrogates.</summary>
    public static string Body(string text)
    {
        var body = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                body.Append(rune);
            }
        }

        return body.ToString();
    }
}
