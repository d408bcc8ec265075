using System.IO.Compression;
using System.Security.Cryptography;
using CsvHelper;
using Heed.Core.Outcomes;
using Heed.Server.Figures.Import;

namespace Heed.Server.Outcomes;

/// <summary>One row of a file. Broken: it has other columns than the header says.</summary>
internal readonly record struct FileRow(long Row, IReadOnlyList<string> Fields, bool Broken);

/// <summary>Reads a CSV of outcomes, plain or gzip, once from its beginning, row by row. Columns are found by name; commas, semicolons and tabs part them.</summary>
internal sealed class OutcomeFile : IDisposable
{
    // Beyond this a quotation mark was never closed, and the rest of the file would be one row.
    private const int LongestRecord = 200_000;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly FileStream file;
    private readonly Stream content;
    private readonly CsvReader csv;
    private readonly Dictionary<string, int> places;

    /// <exception cref="InvalidDataException">It is no CSV with a header; the message says why.</exception>
    public OutcomeFile(string path)
    {
        file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        try
        {
            var packed = Gzip.Packs(file);
            var separator = SeparatorOf(file, packed);
            content = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
            csv = CsvReader.Create(content, new CsvReaderOptions { Separator = separator, MaxRecordSize = LongestRecord, IncludeValuesInExceptions = false }, leaveOpen: true);
            csv.ReadHeader();
            Columns = [.. csv.Headers.Select(h => h.Trim().TrimStart('\ufeff'))];
        }
        catch (Exception e) when (e is CsvFormatException or InvalidDataException or EndOfStreamException)
        {
            file.Dispose();
            throw new InvalidDataException($"This is no CSV file with a header line: {e.Message}", e);
        }

        if (Columns.Count < 2 || Columns.Distinct(StringComparer.OrdinalIgnoreCase).Count() != Columns.Count)
        {
            Dispose();
            throw new InvalidDataException("The first line must name the columns: at least two, each once.");
        }

        places = Columns.Select((name, place) => (name, place)).ToDictionary(c => c.name, c => c.place, StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<string> Columns { get; }

    /// <summary>Bytes of the file on disk, and how many of them have been read.</summary>
    public long Length => file.Length;

    public long Position => file.Position;

    /// <summary>The rows, numbered from 1 after the header.</summary>
    /// <exception cref="InvalidDataException">A row has no end, or the file is cut; the message says where.</exception>
    public IEnumerable<FileRow> Rows()
    {
        for (long row = 1; Next(row); row++)
        {
            var fields = new string[csv.FieldCount];
            for (var i = 0; i < fields.Length; i++)
                fields[i] = csv.GetString(i);
            yield return new FileRow(row, fields, fields.Length < Columns.Count);
        }
    }

    /// <summary>A row as the mapping understands it.</summary>
    public OutcomeText Understand(FileRow row, OutcomeMapping mapping)
    {
        return new OutcomeText(Of(mapping.Reference), Of(mapping.KindColumn), Of(mapping.Customer), Of(mapping.At), Of(mapping.Amount), Of(mapping.CurrencyColumn), Of(mapping.Reason));

        string? Of(string column)
        {
            return places.TryGetValue(column, out var place) && place < row.Fields.Count ? row.Fields[place] : null;
        }
    }

    /// <summary>Hash of the file on disk: the same file again is the same import.</summary>
    public static async Task<string> FingerprintAsync(string path, CancellationToken ct)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct));
    }

    public void Dispose()
    {
        csv?.Dispose();
        content?.Dispose();
        file.Dispose();
    }

    private bool Next(long row)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw new InvalidDataException(FormattableString.Invariant($"Row {row} is longer than {LongestRecord} bytes: a quotation mark is probably not closed."), e);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException(FormattableString.Invariant($"The file is damaged after row {row - 1}."), e);
        }
    }

    private static char SeparatorOf(FileStream file, bool packed)
    {
        Stream start = packed ? new GZipStream(file, CompressionMode.Decompress, leaveOpen: true) : file;
        using var reader = new StreamReader(start, leaveOpen: !packed);
        var head = new char[4096];
        var first = new string(head, 0, reader.ReadBlock(head, 0, head.Length)).Split('\n')[0];
        file.Position = 0;
        return Separators.MaxBy(c => first.Count(x => x == c));
    }
}
