using Heed.Core.Channels;
using Heed.Core.Ingest;
using Heed.Server.Ingest;
using Heed.Storage.Figures;

namespace Heed.Server.Figures.Import;

internal enum ImportPhase
{
    /// <summary>Reading and sorting the file; counted in its bytes.</summary>
    Reading,

    /// <summary>Taking the tweets in; counted in tweets.</summary>
    Taking,
}

/// <param name="Done">Of <paramref name="Total"/>, in what the phase counts.</param>
/// <param name="Rows">Rows of the file read or taken so far.</param>
internal sealed record ImportProgress(ImportPhase Phase, long Done, long Total, long Rows, long Taken, long Known, long Broken);

/// <param name="Already">The same file was imported before; nothing was changed.</param>
/// <param name="Read">Rows in the file.</param>
/// <param name="Taken">Messages that are new.</param>
/// <param name="Known">Messages that were there already.</param>
/// <param name="Broken">Rows that could not be taken; they are listed in <see cref="ImportStore.RejectsAsync"/>.</param>
/// <param name="Elsewhere">Rows that belong to other brands than the one asked for, or speak to nobody (a brand's posts to the world).</param>
internal sealed record ImportResult(Guid ImportId, bool Already, long Read, long Taken, long Known, long Broken, long Elsewhere);

/// <summary>
/// Takes a history in the Customer Support on Twitter format in, through the same pipeline as live traffic and with the original times.
/// A position in the sorted history is committed with every batch: an import that was killed goes on where it was.
/// </summary>
internal sealed partial class TwcsImport(
    IngestBatch ingest, ImportStore imports, ArchiveAccounts accounts, HeedOptions options, ILogger<TwcsImport> logger)
{
    private const string Kind = "twcs";

    /// <summary>Tweets taken in with one transaction.</summary>
    internal int BatchSize { get; init; } = 1000;

    /// <summary>Bytes of tweets held in memory while sorting.</summary>
    internal long SortMemory { get; init; } = 96 * 1024 * 1024;

    /// <param name="file">CSV, plain or gzip.</param>
    /// <param name="brand">Handle of the one brand to import; null: all.</param>
    /// <exception cref="InvalidDataException">The file is not in this format at all; the message says why.</exception>
    /// <exception cref="ImportTakenException">Another process is importing the same file.</exception>
    public async Task<ImportResult> RunAsync(string file, string? brand, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        brand = string.IsNullOrWhiteSpace(brand) ? null : brand.Trim().TrimStart('@');
        var folder = Directory.CreateDirectory(Path.Combine(options.Data, "temp", $"import-{Guid.CreateVersion7():N}")).FullName;
        using var history = await ReadAsync(file, folder, brand, progress, ct);

        var fingerprint = brand is null ? history.Fingerprint : $"{history.Fingerprint}:{brand.ToLowerInvariant()}";
        var import = await imports.BeginAsync(Kind, Path.GetFileName(file), fingerprint, brand, history.Rows, history.Broken, history.Rejects, ct);
        if (import.State == ImportState.Finished)
        {
            LogKnown(import.Id);
            return Result(import, already: true);
        }

        LogBegan(import.Id, history.Rows, import.Position);
        await TakeAsync(history, import, brand is null ? null : history.Brands.Note(brand), progress, ct);
        await imports.FinishAsync(import.Id, ct);
        LogDone(import.Id, import.RowsTaken, import.RowsKnown, import.RowsBroken);
        return Result(import, already: false);
    }

    private async Task<TwcsHistory> ReadAsync(string file, string folder, string? brand, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        try
        {
            var known = await accounts.HandlesAsync(ct);
            return await Task.Run(
                () => TwcsHistory.Read(file, folder, brand is null ? known : known.Append(brand), SortMemory,
                    (rows, done, total) => progress?.Report(new ImportProgress(ImportPhase.Reading, done, total, rows, 0, 0, 0)), ct),
                ct);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    private async Task TakeAsync(TwcsHistory history, Storage.Figures.Import import, int? only, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var events = history.Events(only);
        var open = new Dictionary<int, ChannelAccount>();
        foreach (var batch in history.From(import.Position).Chunk(BatchSize))
        {
            var rejects = new List<(long Row, string Reason)>();
            var items = new List<(TwcsRow Row, IngestItem Item)>(batch.Length);
            foreach (var row in batch)
            {
                if (history.IsDouble(row))
                    rejects.Add((row.Row, "the same tweet_id stands earlier in the file"));
                else if (events.BrandOf(row) is not { } number)
                    Nobody(row, only, rejects);
                else
                    items.Add((row, await ItemAsync(history, events, row, number, open, ct)));
            }

            await CommitAsync(import, items, rejects, import.Position + batch.Length, ct);
            progress?.Report(new ImportProgress(
                ImportPhase.Taking, import.Position, history.Tweets, import.RowsRead, import.RowsTaken, import.RowsKnown, import.RowsBroken));
        }
    }

    // Asked for one brand, rows of no brand are simply not its own.
    private static void Nobody(TwcsRow row, int? only, List<(long, string)> rejects)
    {
        if (only is null)
            rejects.Add((row.Row, "no brand can be told: it answers, mentions and is answered by none"));
    }

    private async Task<IngestItem> ItemAsync(
        TwcsHistory history, TwcsEvents events, TwcsRow row, int number, Dictionary<int, ChannelAccount> open, CancellationToken ct)
    {
        if (!open.TryGetValue(number, out var account))
            open[number] = account = await accounts.OpenAsync(history.Brands.Names[number], ct);
        var written = events.Event(row);
        return new IngestItem(account, written, written.At, Guid.CreateVersion7(written.At));
    }

    private async Task CommitAsync(
        Storage.Figures.Import import, List<(TwcsRow Row, IngestItem Item)> items, List<(long Row, string Reason)> rejects, long to, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var from = import.Position;
                ImportStep? step = null;
                await ingest.RunAndRecordAsync([.. items.Select(i => i.Item)], (session, result, token) =>
                {
                    step = new ImportStep(from, to, result.Taken, result.Known, rejects);
                    return ImportStore.AdvanceAsync(session, import, step, token);
                }, ct);
                import.Position = to;
                import.RowsTaken += step!.Taken; // set by the commit above
                import.RowsKnown += step.Known;
                import.RowsBroken += rejects.Count;
                return;
            }
            catch (PoisonEventException poison)
            {
                var at = items.FindIndex(i => ReferenceEquals(i.Item, poison.Item));
                rejects.Add((items[at].Row.Row, poison.InnerException?.GetType().Name ?? "could not be taken in"));
                items.RemoveAt(at);
            }
        }
    }

    private static ImportResult Result(Storage.Figures.Import i, bool already) => new(
        i.Id, already, i.RowsRead, i.RowsTaken, i.RowsKnown, i.RowsBroken, i.RowsRead - i.RowsTaken - i.RowsKnown - i.RowsBroken);

    [LoggerMessage(LogLevel.Information, "Import {Import}: {Rows} rows read, going on from {Position}")]
    private partial void LogBegan(Guid import, long rows, long position);

    [LoggerMessage(LogLevel.Information, "Import {Import}: this file was imported before, nothing to do")]
    private partial void LogKnown(Guid import);

    [LoggerMessage(LogLevel.Information, "Import {Import}: {Taken} messages taken in, {Known} known already, {Broken} rows broken")]
    private partial void LogDone(Guid import, long taken, long known, long broken);
}
