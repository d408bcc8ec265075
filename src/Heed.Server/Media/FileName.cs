using System.Globalization;

namespace Heed.Server.Media;

/// <summary>A file's name as people and networks may see it. It is never a path of ours.</summary>
internal static class FileName
{
    private const int Longest = 120;
    private const string Reserved = "<>:\"|?*\\/";

    /// <summary>The last part of what was given, without what hides, reverses or breaks a name; its ending is kept.</summary>
    public static string Clean(string? given)
    {
        var last = (given ?? "").Split('/', '\\')[^1];
        var clean = string.Concat(last.EnumerateRunes().Where(r => !Hides(r)).Select(r => r.IsAscii && Reserved.Contains((char)r.Value, StringComparison.Ordinal) ? "_" : r.ToString())).Trim(' ', '.');
        if (clean.Length == 0)
            return "file";
        if (clean.Length <= Longest)
            return clean;
        var ending = Path.GetExtension(clean) is { Length: <= 12 } known ? known : "";
        var stem = clean[..(Longest - ending.Length)];
        // Never half a character.
        return (char.IsHighSurrogate(stem[^1]) ? stem[..^1] : stem) + ending;
    }

    // Control characters, and those that turn the order of letters round: "exe.gpj" must not read "jpg.exe".
    private static bool Hides(System.Text.Rune r) => System.Text.Rune.GetUnicodeCategory(r)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse;
}
