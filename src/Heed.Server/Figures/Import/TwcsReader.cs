using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using CsvHelper;

namespace Heed.Server.Figures.Import;

/// <summary>One row of the file: a tweet, or why it is none.</summary>
internal readonly record struct TwcsRead(long Row, TwcsRow? Tweet, string? Broken);

/// <summary>
/// Reads a file in the Customer Support on Twitter format, plain or gzip, once from beginning to end. Columns are found by name;
/// others are ignored, the two of the reply relation may be missing.
/// </summary>
internal sealed class TwcsReader : IDisposable
{
    private static readonly string[] Required = ["tweet_id", "author_id", "inbound", "created_at", "text"];

    // The longest tweet has 280 characters; beyond this a quotation mark was never closed and the rest of the file would be one row.
    private const int LongestRecord = 1_000_000;

    private readonly FileStream file;
    private readonly SHA256 hash = SHA256.Create();
    private readonly CryptoStream content;
    private readonly CsvReader csv;
    private readonly Dictionary<string, int> columns;

    public TwcsReader(string path)
    {
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        content = new CryptoStream(Gzip.Packs(file) ? new GZipStream(file, CompressionMode.Decompress) : file, hash, CryptoStreamMode.Read);
        csv = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = ',',
            MaxRecordSize = LongestRecord,
            IncludeValuesInExceptions = false,
        }, leaveOpen: true);
        columns = Header();
    }

    /// <summary>Bytes of the file on disk, and how many of them have been read.</summary>
    public long Length => file.Length;

    public long Position => file.Position;

    /// <summary>Hash of the content, compressed or not; known when everything was read.</summary>
    public string Fingerprint() => Convert.ToHexStringLower(hash.Hash ?? throw new InvalidOperationException("The file has not been read to its end."));

    public IEnumerable<TwcsRead> Rows()
    {
        while (Next())
            yield return Read(csv.RowNumber);

        // What the parser left, if anything: the hash is of the whole content.
        content.CopyTo(Stream.Null);
    }

    public void Dispose()
    {
        csv.Dispose();
        content.Dispose();
        hash.Dispose();
        file.Dispose();
    }

    private Dictionary<string, int> Header()
    {
        csv.ReadHeader();
        var found = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < csv.Headers.Count; i++)
            found.TryAdd(csv.Headers[i].Trim(), i);
        var missing = Required.Where(r => !found.ContainsKey(r)).ToList();
        return missing.Count == 0
            ? found
            : throw new InvalidDataException($"The header lacks {string.Join(", ", missing)}; it has: {string.Join(", ", found.Keys.Take(20))}.");
    }

    private bool Next()
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(FormattableString.Invariant(
                $"Row {e.RecordNumber - 1} is longer than {LongestRecord} bytes: a quotation mark is probably not closed."), e);
        }
    }

    private TwcsRead Read(long row)
    {
        if (csv.FieldCount < columns.Count)
            return Broken(row, FormattableString.Invariant($"{csv.FieldCount} columns instead of {columns.Count}"));
        if (!TwcsId.TryParse(Field("tweet_id"), out var id))
            return Broken(row, Field("tweet_id").Length == 0 ? "tweet_id is empty" : "tweet_id is not a number");
        var author = Field("author_id");
        if (author.Length is 0 or > 100)
            return Broken(row, author.Length == 0 ? "author_id is empty" : "author_id is too long");
        if (Truth(Field("inbound")) is not { } inbound)
            return Broken(row, "inbound is neither True nor False");
        if (TwcsDate.Parse(Field("created_at")) is not { } at)
            return Broken(row, "created_at is not a time");
        // A relation that cannot be read is no reason to lose the message.
        var parent = TwcsId.TryParse(Optional("in_response_to_tweet_id"), out var above) && above != id ? above : 0;
        return new TwcsRead(row, new TwcsRow(row, id, author, inbound, at, csv.GetString(columns["text"]), parent, TwcsId.List(Optional("response_tweet_id"))), null);
    }

    private static TwcsRead Broken(long row, string why) => new(row, null, why);

    private string Field(string name) => csv.GetString(columns[name]).Trim();

    private string Optional(string name) => columns.TryGetValue(name, out var i) ? csv.GetString(i).Trim() : "";

    private static bool? Truth(string text) => text switch
    {
        "True" or "true" or "TRUE" or "1" => true,
        "False" or "false" or "FALSE" or "0" => false,
        _ => null,
    };
}
