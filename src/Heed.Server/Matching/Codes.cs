using System.Text.RegularExpressions;

namespace Heed.Server.Matching;

/// <summary>Skills, languages and shops as people type them: short words, separated by commas.</summary>
internal static partial class Codes
{
    private const int Most = 50;

    /// <summary>In lower case, each once; null when one is no code.</summary>
    public static IReadOnlyList<string>? Read(string? text)
    {
        string[] codes = [.. (text ?? "").Split([',', ';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(c => c.ToLowerInvariant()).Distinct()];
        return codes.Length <= Most && codes.All(IsCode) ? codes : null;
    }

    public static IReadOnlyList<string>? ReadLanguages(string? text) =>
        Read(text) is { } codes && codes.All(c => c.Length is 2 or 3 && c.All(char.IsAsciiLetter)) ? codes : null;

    public static bool IsCode(string code) => Code().IsMatch(code);

    // No spaces: a code stands in one line with others.
    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}_-]{0,39}\z")]
    private static partial Regex Code();
}
