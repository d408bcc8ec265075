using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Heed.Sandbox.Play;

/// <param name="Answers">Id of the row it answers.</param>
internal sealed record RecordedRow(string Id, string Author, bool Inbound, DateTimeOffset At, string Text, string? Answers);

/// <summary>
/// Reads a CSV of conversations (columns <c>tweet_id, author_id, inbound, created_at, text, in_response_to_tweet_id</c>) in the order
/// of its times. The file may be larger than memory and in any order: one pass sorts it into a file per day, then each day is sorted by itself.
/// </summary>
internal static class RecordedRows
{
    private const string TimeFormat = "ddd MMM dd HH:mm:ss zzz yyyy";
    private const int RowsInHand = 50_000;

    public static IEnumerable<RecordedRow> InOrder(string path, string scratch, CancellationToken ct)
    {
        if (Directory.Exists(scratch)) Directory.Delete(scratch, recursive: true);
        Directory.CreateDirectory(scratch);
        SortIntoDays(path, scratch, ct);
        foreach (var day in Directory.EnumerateFiles(scratch).Order(StringComparer.Ordinal))
        {
            foreach (var row in File.ReadLines(day).Select(l => JsonSerializer.Deserialize<RecordedRow>(l)).OfType<RecordedRow>().OrderBy(r => r.At).ThenBy(r => r.Id.Length).ThenBy(r => r.Id, StringComparer.Ordinal)) yield return row;
            File.Delete(day);
        }
    }

    private static void SortIntoDays(string path, string scratch, CancellationToken ct)
    {
        var days = new Dictionary<string, List<RecordedRow>>(StringComparer.Ordinal);
        var inHand = 0;
        foreach (var row in Read(path))
        {
            ct.ThrowIfCancellationRequested();
            var day = row.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (!days.TryGetValue(day, out var rows)) days[day] = rows = [];
            rows.Add(row);
            if (++inHand < RowsInHand) continue;
            Lay(days, scratch);
            inHand = 0;
        }

        Lay(days, scratch);
    }

    private static void Lay(Dictionary<string, List<RecordedRow>> days, string scratch)
    {
        foreach (var (day, rows) in days) File.AppendAllLines(Path.Combine(scratch, day), rows.Select(r => JsonSerializer.Serialize(r)));
        days.Clear();
    }

    /// <summary>Rows without a readable time or id are left out: they have no place in the order.</summary>
    private static IEnumerable<RecordedRow> Read(string path)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        Dictionary<string, int>? columns = null;
        foreach (var fields in CsvFields.Read(reader))
        {
            if (columns is null)
            {
                columns = fields.Select((name, index) => (name, index)).ToDictionary(c => c.name, c => c.index);
                continue;
            }

            string Field(string name) => columns.TryGetValue(name, out var index) && index < fields.Count ? fields[index] : "";
            if (Field("tweet_id") is not { Length: > 0 } id || Time(Field("created_at")) is not { } at) continue;
            yield return new RecordedRow(id, Field("author_id"), string.Equals(Field("inbound"), "true", StringComparison.OrdinalIgnoreCase), at,
                Field("text"), Field("in_response_to_tweet_id") is { Length: > 0 } answers ? answers : null);
        }
    }

    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at) ? at : null;
}
