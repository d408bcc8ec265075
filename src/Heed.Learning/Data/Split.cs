using System.Globalization;

namespace Heed.Learning.Data;

internal enum Part
{
    Train,
    Tune,
    Test,
}

/// <summary>Which part of the work a text belongs to, by the hash of its letters alone: the same on every machine, and equal texts never on both sides.</summary>
internal static class Split
{
    // Per thousand.
    private const uint Tune = 750, Test = 850;

    public static Part Of(string text) => (Hash(text) % 1_000) switch
    {
        >= Test => Part.Test,
        >= Tune => Part.Tune,
        _ => Part.Train,
    };

    public static uint Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // The same complaint sent to two accounts, or with another short link, is the same text.
            if (word[0] == '@' || word.StartsWith("http", StringComparison.OrdinalIgnoreCase))
                continue;
            foreach (var c in word)
            {
                if (char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Surrogate)
                    hash = (hash ^ char.ToLowerInvariant(c)) * 16777619;
            }
        }

        hash ^= hash >> 15;
        hash *= 0x2c1b3c6d;
        hash ^= hash >> 12;
        hash *= 0x297a2d39;
        return hash ^ (hash >> 15);
    }
}
