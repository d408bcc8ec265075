namespace Heed.Core.Guard;

/// <summary>Puts a calmer wording where a phrase was, so that the sentence around it still stands.</summary>
internal static class ToneRewrite
{
    /// <summary>The wording as it fits this place: a capital where a sentence begins, a comma where a word follows at once, no question where it asks nothing.</summary>
    public static ToneMark Fit(string text, ToneHit hit)
    {
        var (start, end) = (hit.Start, hit.End);
        if (hit.Rule.Calmer is not { } calmer)
            return new ToneMark(start, end - start, hit.Rule.Fault, null);

        var bare = calmer.TrimEnd(',', '?').TrimEnd();
        var asks = calmer[^1] == '?';
        var sign = end;
        while (sign < text.Length && text[sign] is ' ' or '\u00A0')
            sign++;
        if (sign < text.Length && text[sign] == '?' && !(sign + 1 < text.Length && text[sign + 1] is '!' or '?'))
        {
            // The sign belongs to the words: a statement in their place ends with a full stop.
            end = sign + 1;
            bare = asks ? calmer : bare + ".";
            if (start > 0 && text[start - 1] == '¿')
                start--;
        }
        else if (asks)
        {
            bare = calmer;
        }
        else if (bare.Length < calmer.Length && WordFollows(text, end))
        {
            bare = calmer;
        }

        return new ToneMark(start, end - start, hit.Rule.Fault, Begin(text, start, bare));
    }

    public static string Begin(string text, int start, string wording) =>
        OpensSentence(text, start) ? Capital(wording) : wording;

    /// <param name="calmer">Null: leaves it out, with the spaces and signs that then stand for nothing.</param>
    public static string Put(string text, int start, int length, string? calmer)
    {
        var end = start + length;
        if (calmer is { Length: > 0 })
            return string.Concat(text.AsSpan(0, start), calmer, text.AsSpan(end));

        var before = start;
        while (before > 0 && text[before - 1] is ' ' or '\u00A0')
            before--;
        var opens = OpensSentence(text, start);
        // What only tied it to its neighbours goes too.
        while (end < text.Length && (text[end] is ' ' or '\u00A0' || (opens && text[end] is ',' or ';' or ':' or '-' or '–')))
            end++;
        var closes = end == text.Length || ToneText.Ends(text, end);
        if (opens && closes)
        {
            // The whole sentence was this: nothing is left to end.
            while (end < text.Length && text[end] is '.' or '!' or '?' or '…' or ' ')
                end++;
            while (before > 0 && text[before - 1] is '¿' or '¡' or ' ')
                before--;
        }
        else if (closes || (end < text.Length && text[end] is ',' or ';'))
        {
            while (before > 0 && text[before - 1] is ',' or ';' or ' ' or '\u00A0')
                before--;
        }

        var left = text[..before];
        var right = text[end..];
        if (opens)
            right = Capital(right);
        var space = left.Length > 0 && right.Length > 0 && left[^1] != '\n' && right[0] != '\n' && !(right[0] is '.' or ',' or ';' or '!' or '?' or ')' or ':' or '…');
        return space ? left + " " + right : left + right;
    }

    private static string Capital(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsLetter(text[i]))
                return text[..i] + char.ToUpperInvariant(text[i]) + text[(i + 1)..];
            if (text[i] is not ('¿' or '¡' or '"' or '“' or '«' or '(' or ' '))
                return text;
        }

        return text;
    }

    private static bool WordFollows(string text, int end)
    {
        while (end < text.Length && text[end] is ' ' or '\u00A0')
            end++;
        return end < text.Length && char.IsLetterOrDigit(text[end]);
    }

    // Nothing before it in its sentence but names, emoji and opening signs.
    private static bool OpensSentence(string text, int start)
    {
        for (var i = start - 1; i >= 0; i--)
        {
            if (ToneText.Ends(text, i) || text[i] == '…')
                return true;
            if (!char.IsLetterOrDigit(text[i]))
                continue;
            // A name (@user) before it counts for nothing.
            var word = i;
            while (word >= 0 && !char.IsWhiteSpace(text[word]))
                word--;
            if (text[word + 1] != '@')
                return false;
            i = word + 1;
        }

        return true;
    }
}
