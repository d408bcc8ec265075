using System.Text;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Length of a text as X counts it: twitter-text, configuration 3 (280 weighted, a link 23, an emoji 2).</summary>
internal static class XText
{
    /// <summary>What an ordinary account may write; Premium accounts set <c>max-length</c>.</summary>
    public const int OrdinaryLimit = 280;

    /// <summary>Characters of a direct message (X reference page; the API description states no limit).</summary>
    public const int DirectMessageLimit = 10_000;

    private const int LinkLength = 23;
    private const int EmojiLength = 2;

    /// <summary>Whole weighted characters (every weight of configuration 3 is a multiple of one character), and whether X finds a link to charge for.</summary>
    public static TextMeasure Measure(string text)
    {
        var normal = Normalise(text);
        var length = 0;
        var at = 0;
        foreach (var link in XLinks.Find(normal))
        {
            length += Weigh(normal.AsSpan(at, link.Start - at)) + LinkLength;
            at = link.End;
        }

        return new TextMeasure(length + Weigh(normal.AsSpan(at)), HasLink: at > 0);
    }

    public static int WeightedLength(string text) => Measure(text).Length;

    /// <summary>NFC. A lone surrogate, which no platform accepts and <see cref="string.Normalize()"/> refuses, becomes U+FFFD.</summary>
    public static string Normalise(string text)
    {
        var sound = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        try
        {
            return sound.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Some ICU versions refuse noncharacters; uncomposed text only counts too long, never too short.
            return sound;
        }
    }

    private static int Weigh(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var emoji = XEmoji.SequenceAtStart(text);
            if (emoji > 0)
            {
                length += EmojiLength;
                text = text[emoji..];
                continue;
            }

            Rune.DecodeFromUtf16(text, out var rune, out var units);
            length += IsLight(rune.Value) ? 1 : 2;
            text = text[units..];
        }

        return length;
    }

    private static bool IsLight(int codePoint) => codePoint is <= 0x10FF or (>= 0x2000 and <= 0x200D) or (>= 0x2010 and <= 0x201F)
        or (>= 0x2032 and <= 0x2037);
}
