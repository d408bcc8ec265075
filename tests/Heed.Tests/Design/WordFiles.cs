using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Heed.Tests.Design;

/// <summary>The word files of the server, read as files: what stands in them, whatever the runtime falls back to.</summary>
internal static partial class WordFiles
{
    public static string Source { get; } = FindSource();

    /// <param name="path">Below the server's folder, with its ending.</param>
    public static SortedDictionary<string, string> Read(string path)
    {
        var file = XDocument.Load(Path.Combine(Source, path));
        return new(file.Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value)); // the shape of every resx
    }

    /// <summary>The places to fill in.</summary>
    public static IEnumerable<string> Places(string text) => Place().Matches(text).Select(m => m.Value).Distinct().Order();

    /// <summary>What the code of these rooms asks for, by the first group of a pattern.</summary>
    public static HashSet<string> Asked(Regex pattern, params string[] rooms) => [
        .. rooms.SelectMany(room => Directory.EnumerateFiles(Path.Combine(Source, room), "*.*", SearchOption.AllDirectories))
            .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(f => pattern.Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))];

    private static string FindSource()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "src", "Heed.Server")))
                return Path.Combine(folder.FullName, "src", "Heed.Server");
        }

        throw new DirectoryNotFoundException("The tests run inside the repository.");
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
