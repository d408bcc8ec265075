using System.Text;

namespace Heed.Channels.X;

/// <summary>
/// Finds emoji sequences by the grammar of Unicode TS 51 (flags, keycaps, tags, skin tones, joiners). X knows a fixed list of
/// joined sequences; one that Unicode has not published would count more there than here.
/// </summary>
internal static class XEmoji
{
    private const int Joiner = 0x200D;
    private const int AsEmoji = 0xFE0F;
    private const int AsText = 0xFE0E;
    private const int Keycap = 0x20E3;
    private const int TagEnd = 0xE007F;

    /// <summary>UTF-16 units of the emoji at the start of <paramref name="text"/>; 0 when there is none.</summary>
    public static int SequenceAtStart(ReadOnlySpan<char> text)
    {
        // Almost every character of almost every text leaves here.
        if (text[0] < 0xA9 && text[0] is not ('#' or '*' or (>= '0' and <= '9')))
            return 0;

        var first = Peek(text, 0, out var end);
        if (first is '#' or '*' or (>= '0' and <= '9'))
            return KeycapEnd(text, end);
        if (IsRegional(first))
            return IsRegional(Peek(text, end, out var pair)) ? pair : end;

        var at = ElementEnd(text, 0);
        while (at > 0 && Peek(text, at, out var afterJoiner) == Joiner)
        {
            var next = ElementEnd(text, afterJoiner);
            if (next == 0)
                break;
            at = next;
        }

        return at;
    }

    private static int KeycapEnd(ReadOnlySpan<char> text, int at)
    {
        var next = Peek(text, at, out var end);
        if (next == AsEmoji)
            next = Peek(text, end, out end);
        return next == Keycap ? end : 0;
    }

    /// <summary>A base with its presentation or skin tone or tags; 0 when there is no base at <paramref name="at"/>.</summary>
    private static int ElementEnd(ReadOnlySpan<char> text, int at)
    {
        var value = Peek(text, at, out var end);
        if (!IsBase(value))
            return 0;

        var next = Peek(text, end, out var after);
        if (next == AsText || (next != AsEmoji && IsTextByDefault(value)))
            return 0;
        if (next == AsEmoji || IsSkinTone(next))
            end = after;

        var tag = Peek(text, end, out after);
        if (!IsTag(tag))
            return end;
        while (IsTag(tag))
            tag = Peek(text, after, out after);
        return tag == TagEnd ? after : end;
    }

    private static int Peek(ReadOnlySpan<char> text, int at, out int end)
    {
        end = at;
        if (at >= text.Length)
            return -1;
        Rune.DecodeFromUtf16(text[at..], out var rune, out var units);
        end = at + units;
        return rune.Value;
    }

    private static bool IsRegional(int value) => value is >= 0x1F1E6 and <= 0x1F1FF;

    private static bool IsSkinTone(int value) => value is >= 0x1F3FB and <= 0x1F3FF;

    private static bool IsTag(int value) => value is >= 0xE0020 and <= 0xE007E;

    /// <summary>Signs that are letters of ordinary text unless asked to be an emoji.</summary>
    private static bool IsTextByDefault(int value) => value is 0xA9 or 0xAE or 0x2122 or 0x265F;

    private static bool IsBase(int value) => value is 0xA9 or 0xAE or 0x203C or 0x2049 or 0x2122 or 0x2139
        or (>= 0x2194 and <= 0x2199) or 0x21A9 or 0x21AA or 0x231A or 0x231B or 0x2328 or 0x23CF
        or (>= 0x23E9 and <= 0x23FA) or 0x24C2 or 0x25AA or 0x25AB or 0x25B6 or 0x25C0 or (>= 0x25FB and <= 0x25FE)
        or (>= 0x2600 and <= 0x27BF) or 0x2934 or 0x2935 or (>= 0x2B05 and <= 0x2B07) or 0x2B1B or 0x2B1C or 0x2B50 or 0x2B55
        or 0x3030 or 0x303D or 0x3297 or 0x3299 or (>= 0x1F000 and <= 0x1FAFF and not (>= 0x1F1E6 and <= 0x1F1FF));
}
