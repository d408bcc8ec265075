using System.IO.Compression;
using System.Text;

namespace Heed.Learning.Data;

/// <summary>Comma-separated values with a header, quoted as in RFC 4180 (line breaks inside quotes included), packed with gzip or not.</summary>
internal static class CsvFile
{
    /// <summary>Each row as a function from the name of a column to its field; a column that is not there is empty.</summary>
    public static IEnumerable<Func<string, string>> Read(string path)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file, Encoding.UTF8);
        if (Row(reader) is not { } header)
            yield break;
        var columns = header.Select((name, i) => (name, i)).GroupBy(c => c.name, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.First().i, StringComparer.Ordinal);
        while (Row(reader) is { } row)
            yield return name => columns.TryGetValue(name, out var i) && i < row.Count ? row[i] : "";
    }

    private static List<string>? Row(StreamReader reader)
    {
        if (reader.Peek() < 0)
            return null;
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var c = reader.Read(); c >= 0; c = reader.Read())
        {
            if (quoted && c == '"' && reader.Peek() == '"')
                field.Append((char)reader.Read());
            else if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r'))
                field.Append((char)c);
            else if (c == ',')
                Close();
            else if (c == '\n')
                break;
        }

        Close();
        return fields;

        void Close()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }
}
