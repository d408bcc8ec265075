using System.Globalization;
using Heed.Core.Outcomes;
using Heed.Storage;
using Heed.Storage.Figures;
using Heed.Storage.Outcomes;

namespace Heed.Server.Outcomes;

/// <param name="Done">Bytes of the file read, of <paramref name="Total"/>.</param>
internal sealed record OutcomeProgress(long Done, long Total, long Rows, long Taken, long Known, long Broken);

/// <summary>The first rows of a file, as a mapping understands them.</summary>
/// <param name="Rows">Each with its outcome, or the code of what is wrong.</param>
internal sealed record OutcomePreview(IReadOnlyList<string> Columns, IReadOnlyList<(FileRow Row, Outcome? Outcome, string? Wrong)> Rows);

/// <summary>Takes a file of outcomes in, batch by batch. The position is committed with every batch: a killed import goes on where it was.</summary>
internal sealed class OutcomeImport(Database database, OutcomeStore outcomes, ImportStore imports)
{
    public const string Kind = "outcomes";

    private const int BatchSize = 500;

    public static OutcomePreview Preview(string path, Func<IReadOnlyList<string>, OutcomeMapping> mapping, int rows)
    {
        using var file = new OutcomeFile(path);
        var map = mapping(file.Columns);
        if (map.Problem(file.Columns) is not null)
            return new OutcomePreview(file.Columns, [.. file.Rows().Take(rows).Select(r => (r, (Outcome?)null, (string?)null))]);
        var reader = map.Reader();
        return new OutcomePreview(file.Columns, [.. file.Rows().Take(rows).Select(r => Understood(file, r, map, reader))]);
    }

    /// <param name="began">Told which import it is, before its first row.</param>
    /// <exception cref="InvalidDataException">The file, or the mapping for it, cannot be used; the message says why.</exception>
    /// <exception cref="ImportTakenException">Another process is importing the same file.</exception>
    public async Task<Import> RunAsync(string path, string name, OutcomeMapping mapping, IProgress<OutcomeProgress>? progress, Func<Guid, Task>? began, CancellationToken ct)
    {
        using var file = new OutcomeFile(path);
        if (mapping.Problem(file.Columns) is { } problem)
            throw new InvalidDataException($"The mapping does not fit the file ({problem}). Its columns are: {string.Join(", ", file.Columns.Take(40))}.");
        // Another mapping of the same file is another import: what was taken wrongly is not what will be taken now.
        var fingerprint = $"{await OutcomeFile.FingerprintAsync(path, ct)}:{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(mapping.Write())))[..16]}";
        var import = await imports.BeginAsync(Kind, name, fingerprint, mapping.Source, 0, 0, [], ct);
        if (began is not null)
            await began(import.Id);
        if (import.State == ImportState.Finished)
            return import;

        var reader = mapping.Reader();
        foreach (var batch in file.Rows().Skip((int)import.Position).Chunk(BatchSize))
        {
            await TakeAsync(import, [.. batch.Select(r => Understood(file, r, mapping, reader))], ct);
            progress?.Report(new OutcomeProgress(file.Position, file.Length, import.Position, import.RowsTaken, import.RowsKnown, import.RowsBroken));
        }

        await imports.FinishAsync(import.Id, ct);
        return (await imports.FindAsync(Kind, fingerprint, ct))!; // begun above
    }

    /// <summary>What was wrong with a row, for people who read a command line or a file.</summary>
    public static string Explain(string code) => code switch
    {
        "columns" => "it has fewer columns than the header",
        "reference" => "the reference is empty or longer than 120 characters",
        "kind" => "the kind is not order, subscription, dropped-basket or cancellation",
        "customer" => "the customer is empty or not an identifier of the kind chosen (a phone number needs its country code)",
        "at" => "the time cannot be read",
        "amount" => "the amount cannot be read",
        "currency" => "the amount has no currency of three letters",
        _ => code,
    };

    private static (FileRow Row, Outcome? Outcome, string? Wrong) Understood(OutcomeFile file, FileRow row, OutcomeMapping mapping, OutcomeReader reader)
    {
        if (row.Broken)
            return (row, null, "columns");
        var (outcome, wrong) = reader.Read(file.Understand(row, mapping));
        return (row, outcome, wrong);
    }

    private async Task TakeAsync(Import import, IReadOnlyList<(FileRow Row, Outcome? Outcome, string? Wrong)> rows, CancellationToken ct)
    {
        var read = rows.Select(r => r.Outcome).OfType<Outcome>().ToList();
        var rejects = rows.Where(r => r.Wrong is not null).Select(r => (r.Row.Row, r.Wrong!)).ToList(); // filtered
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        var taken = await outcomes.TakeAsync(session, read, ct);
        var step = new ImportStep(import.Position, import.Position + rows.Count, taken, read.Count - taken, rejects);
        await using (var count = session.Command("update imports set rows_read = @rows where id = @id"))
            await count.Add("rows", step.To).Add("id", import.Id).RunAsync(ct);
        await ImportStore.AdvanceAsync(session, import, step, ct);
        await session.CommitAsync(ct);
        (import.Position, import.RowsTaken, import.RowsKnown, import.RowsBroken) = (step.To, import.RowsTaken + taken, import.RowsKnown + step.Known, import.RowsBroken + rejects.Count);
    }
}
