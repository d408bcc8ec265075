using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Heed.Learning.Data;

/// <summary>One set of labelled texts and how its columns become examples of a task.</summary>
/// <param name="File">Relative to the data folder; <c>.gz</c> is unpacked on the way.</param>
/// <param name="Label">Column of the label; null: <see cref="Is"/> holds for every row.</param>
/// <param name="Is">The label of every row.</param>
/// <param name="Map">From the set's labels to ours; <c>~part</c> is every label that contains the part (in the order of the list), <c>*</c> every other, an empty name an empty field. A label that is not listed leaves its row out. Null: they are ours already.</param>
/// <param name="Language">Of every row; or <see cref="LanguageColumn"/>.</param>
/// <param name="Where">Rows that count: column and value.</param>
/// <param name="Permissive">The set's licence, as its source states it, lets a model trained on it be used for anything.</param>
/// <param name="Weight">How much a row counts beside those of other sets.</param>
/// <param name="Share">Of its training rows, so many are used: a set that repeats itself costs time and teaches nothing new.</param>
/// <param name="SplitBy">Column whose value decides the part: all texts of a brand stay together. Null: the text decides.</param>
/// <param name="TrainOnly">Not measured on: its labels are a proxy, or its texts not of the kind that matters.</param>
internal sealed partial record Source(
    string Name, string File, string Task, string Text, string? Label, string? Is, Dictionary<string, string>? Map, string? Language, string? LanguageColumn,
    Dictionary<string, string>? Where, string Licence, bool Permissive, float Weight = 1, double Share = 1, bool TrainOnly = false, string? SplitBy = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The list that comes with Heed, or the folder's own <c>sources.json</c>.</summary>
    public static IReadOnlyList<Source> List(string folder)
    {
        var own = Path.Combine(folder, "sources.json");
        using var stream = System.IO.File.Exists(own) ? System.IO.File.OpenRead(own) : typeof(Source).Assembly.GetManifestResourceStream("sources.json")!; // embedded by the project file
        return JsonSerializer.Deserialize<List<Source>>(stream, Json) ?? [];
    }

    public IEnumerable<Example> Read(string folder)
    {
        foreach (var row in CsvFile.Read(Path.Combine(folder, File)))
        {
            if (Where is not null && !Where.All(w => row(w.Key) == w.Value))
                continue;
            var text = Clean(row(Text));
            if (LabelOf(row) is not { } label || string.IsNullOrWhiteSpace(text))
                continue;
            var part = Split.Of(SplitBy is null ? text : row(SplitBy));
            if (part != Part.Train || Split.Hash(text) % 997 < Share * 997)
                yield return new Example(text, Language ?? row(LanguageColumn ?? "language"), label, Name) { Weight = Weight, Part = part };
        }
    }

    // Some sets went through a web page or a JSON writer too often: &amp;, \u2019.
    private static string Clean(string text) => WebUtility.HtmlDecode(Escape().Replace(text, m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escape();

    private string? LabelOf(Func<string, string> row)
    {
        if (Label is null)
            return Is;
        var raw = row(Label);
        if (Map is null)
            return raw.Length == 0 ? null : raw;
        if (Map.TryGetValue(raw, out var mapped) || raw.Length == 0)
            return mapped;
        return Map.FirstOrDefault(m => m.Key.StartsWith('~') && raw.Contains(m.Key[1..], StringComparison.Ordinal)).Value ?? Map.GetValueOrDefault("*");
    }
}
