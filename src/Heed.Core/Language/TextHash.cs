namespace Heed.Core.Language;

/// <summary>The hash of features: FNV-1a over UTF-16 units, well stirred at the end. Part of the model format.</summary>
internal static class TextHash
{
    public const uint Start = 2166136261;

    public static uint Add(uint hash, uint value) => (hash ^ value) * 16777619;

    public static uint Of(ReadOnlySpan<char> text, uint seed = Start)
    {
        foreach (var c in text)
            seed = Add(seed, c);
        return seed;
    }

    public static uint Stir(uint h)
    {
        h ^= h >> 16;
        h *= 0x7feb352d;
        h ^= h >> 15;
        h *= 0x846ca68b;
        return h ^ (h >> 16);
    }
}
