namespace Heed.Channels.Mail;

/// <summary>Cuts the quoted history off a plain text, as far as the customs of mail programs tell it apart.</summary>
/// <remarks>Nothing is thrown away: what is cut is kept beside the text. When nothing of one's own would be left (a bare forward), nothing is cut.</remarks>
internal static class MailQuotes
{
    private const int AttributionLines = 4;

    private static readonly (string Start, string[] Ends)[] Attributions =
    [
        ("On ", ["wrote:", "writes:"]),
        ("Le ", ["a écrit :", "a écrit:", "a ecrit :", "a ecrit:"]),
        ("El ", ["escribió:", "escribio:", "escribió :"]),
        ("Am ", ["schrieb:"]),
        ("Il ", ["ha scritto:"]),
        ("Em ", ["escreveu:"]),
        ("Op ", ["schreef:"]),
    ];

    private static readonly string[] Dividers =
    [
        "original message", "message d'origine", "message d’origine", "message original", "mensaje original", "ursprüngliche nachricht",
        "originalnachricht", "mensagem original", "messaggio originale", "oorspronkelijk bericht", "forwarded message", "message transféré",
        "mensaje reenviado", "weitergeleitete nachricht",
    ];

    private static readonly string[] SenderLabels = ["From:", "De :", "De:", "Von:", "Da:", "Van:"];

    private static readonly string[] OtherLabels =
    [
        "Sent:", "Date:", "To:", "Cc:", "Subject:", "Envoyé :", "Envoyé:", "Date :", "À :", "À:", "A :", "Objet :", "Objet:", "Enviado:", "Enviado el:",
        "Fecha:", "Para:", "CC:", "Asunto:", "Gesendet:", "Datum:", "An:", "Betreff:", "Inviato:", "Data:", "Oggetto:", "Assunto:", "Verzonden:", "Aan:", "Onderwerp:",
    ];

    public static (string Text, string? Quoted) Split(string text)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd()).ToArray();
        var cut = new bool[lines.Length];
        var own = Cut(lines, cut);
        if (own == lines.Length || !lines.Where((l, i) => !cut[i] && l.Length > 0).Any())
        {
            return (Tidy(lines), null);
        }

        var quoted = Tidy(lines.Where((_, i) => cut[i]));
        return (Tidy(lines.Where((_, i) => !cut[i])), quoted.Length == 0 ? null : quoted);
    }

    /// <summary>Lines joined, never more than one empty line in a row, none at the ends.</summary>
    public static string Tidy(IEnumerable<string> lines)
    {
        List<string> kept = [];
        foreach (var line in lines)
        {
            if (line.Length > 0 || (kept.Count > 0 && kept[^1].Length > 0))
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept).TrimEnd();
    }

    /// <summary>Marks what is quoted and returns how many lines are not.</summary>
    private static int Cut(string[] lines, bool[] cut)
    {
        List<(int From, int To)> blocks = [];
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsDivider(lines[i]) || IsHeaderBlock(lines, i))
            {
                blocks.Add((i, lines.Length));
                break;
            }

            var attributed = AttributionEnd(lines, i);
            var quote = attributed is { } end ? NextFilled(lines, end) : i;
            if (quote < lines.Length && IsQuoted(lines[quote]))
            {
                var after = QuoteEnd(lines, quote);
                blocks.Add((i, after));
                i = after - 1;
            }
            else if (attributed is not null)
            {
                // Programs that do not mark the lines quote to the end.
                blocks.Add((i, lines.Length));
                break;
            }
        }

        // Answers written between the quoted lines make no sense without them: then only what trails is cut.
        var answered = blocks.Count(b => lines.Skip(b.To).Any(l => l.Length > 0 && !IsQuoted(l)));
        foreach (var (from, to) in answered >= 2 ? blocks.Where(b => b.To == lines.Length) : blocks)
        {
            Array.Fill(cut, true, from, to - from);
        }

        return cut.Count(c => !c);
    }

    private static bool IsQuoted(string line) => line.StartsWith('>');

    private static int NextFilled(string[] lines, int from)
    {
        while (from < lines.Length && lines[from].Length == 0)
        {
            from++;
        }

        return from;
    }

    /// <summary>First line after a run of quoted lines and the empty lines among them.</summary>
    private static int QuoteEnd(string[] lines, int from)
    {
        var end = from;
        for (var i = from; i < lines.Length && (lines[i].Length == 0 || IsQuoted(lines[i])); i++)
        {
            end = IsQuoted(lines[i]) ? i + 1 : end;
        }

        return NextFilled(lines, end) == lines.Length ? lines.Length : end;
    }

    private static bool IsDivider(string line)
    {
        var inner = line.Trim('-', '_', ' ', '*', '>');
        return inner.Length > 0 && line.Length - inner.Length >= 6 && line.StartsWith("--", StringComparison.Ordinal)
            && Dividers.Any(d => inner.StartsWith(d, StringComparison.OrdinalIgnoreCase));
    }

    // Outlook: "From:" and at least two more labels within the next five filled lines.
    private static bool IsHeaderBlock(string[] lines, int at) =>
        StartsWithAny(lines[at], SenderLabels)
        && lines.Skip(at + 1).Where(l => l.Length > 0).Take(5).Count(l => StartsWithAny(l, OtherLabels)) >= 2;

    private static bool StartsWithAny(string line, string[] labels)
    {
        var bare = line.Replace("*", "", StringComparison.Ordinal).Replace('\u00A0', ' ').TrimStart();
        return labels.Any(l => bare.StartsWith(l, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>"On 3 May 2024, Jo wrote:" may be folded over several lines; it holds a date, so a digit.</summary>
    /// <returns>The line after it; null when none starts here.</returns>
    private static int? AttributionEnd(string[] lines, int at)
    {
        foreach (var (start, ends) in Attributions)
        {
            if (!lines[at].StartsWith(start, StringComparison.Ordinal))
            {
                continue;
            }

            var joined = "";
            for (var i = at; i < Math.Min(lines.Length, at + AttributionLines) && lines[i].Length > 0 && joined.Length < 500; i++)
            {
                joined += (joined.Length > 0 ? " " : "") + lines[i].Replace('\u00A0', ' ');

                // German programs put the name after the verb: "Am … schrieb Jo <jo@…>:".
                if (joined.Any(char.IsDigit) && (ends.Any(e => joined.EndsWith(e, StringComparison.OrdinalIgnoreCase))
                    || (start == "Am " && joined.EndsWith(':') && joined.Contains(" schrieb ", StringComparison.Ordinal))))
                {
                    return i + 1;
                }
            }
        }

        return null;
    }
}
