using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Figures;

/// <summary>Somebody else moved this import on: two processes read the same file at once.</summary>
public sealed class ImportTakenException() : InvalidOperationException("Another process is importing this file. Wait for it to end, then start again: what it has done is kept.");

/// <summary>The ledger of imports: how far each one is, and which rows it could not read.</summary>
public sealed class ImportStore(Database database, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    /// <summary>The import of this content for this brand: the one begun before, else a new one.</summary>
    /// <param name="rejects">Rows found broken while reading.</param>
    /// <param name="broken">How many there are, listed or not.</param>
    public async Task<Import> BeginAsync(
        string kind, string file, string fingerprint, string? brand, long rows, long broken, IReadOnlyList<(long Row, string Reason)> rejects, CancellationToken ct)
    {
        if (await FindAsync(kind, fingerprint, ct) is { } known)
            return known;
        var import = new Import
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = kind,
            File = file,
            Fingerprint = fingerprint,
            Brand = brand,
            RowsRead = rows,
            RowsBroken = broken,
            StartedAt = clock.GetUtcNow(),
        };
        try
        {
            await using var session = await database.BeginWriteAsync(durable: true, ct);
            await using (var insert = session.Command(
                """
                insert into imports (id, kind, file, fingerprint, brand, state, rows_read, rows_taken, rows_known, rows_broken, position, started_at)
                values (@id, @kind, @file, @fingerprint, @brand, 0, @rows, 0, 0, @broken, 0, @now)
                """))
            {
                insert.Add("id", import.Id).Add("kind", kind).Add("file", file).Add("fingerprint", fingerprint).Add("brand", brand)
                    .Add("rows", rows).Add("broken", broken).Add("now", import.StartedAt.ToUnixTimeMilliseconds());
                await insert.RunAsync(ct);
            }

            await ListAsync(session, import.Id, rejects, ct);
            await session.CommitAsync(ct);
            return import;
        }
        catch (Exception e) when (database.IsConflict(e))
        {
            return await FindAsync(kind, fingerprint, ct) ?? throw new ImportTakenException();
        }
    }

    /// <summary>Moves an import on, in the transaction of the batch that it covers.</summary>
    /// <exception cref="ImportTakenException">It is no longer where this process left it.</exception>
    public static async Task AdvanceAsync(WriteSession session, Import import, ImportStep step, CancellationToken ct)
    {
        await using (var update = session.Command(
            """
            update imports set position = @to, rows_taken = rows_taken + @taken, rows_known = rows_known + @known, rows_broken = rows_broken + @broken
             where id = @id and position = @from and state = 0
            """))
        {
            update.Add("to", step.To).Add("from", step.From).Add("taken", step.Taken).Add("known", step.Known).Add("broken", step.Rejects.Count).Add("id", import.Id);
            if (await update.RunAsync(ct) != 1)
                throw new ImportTakenException();
        }

        await ListAsync(session, import.Id, step.Rejects, ct);
    }

    public async Task FinishAsync(Guid id, CancellationToken ct)
    {
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var update = session.Command("update imports set state = 1, finished_at = @now where id = @id and state = 0"))
        {
            update.Add("now", clock.GetUtcNow().ToUnixTimeMilliseconds()).Add("id", id);
            await update.RunAsync(ct);
        }

        await session.CommitAsync(ct);
    }

    public async Task<Import?> FindAsync(string kind, string fingerprint, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Kind == kind && i.Fingerprint == fingerprint, ct);
    }

    /// <summary>All imports, newest first.</summary>
    public async Task<IReadOnlyList<Import>> AllAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Imports.AsNoTracking().OrderByDescending(i => i.StartedAt).ToListAsync(ct);
    }

    /// <summary>Rows an import could not take, by their number in the file.</summary>
    public async Task<IReadOnlyList<ImportReject>> RejectsAsync(Guid id, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ImportRejects.AsNoTracking().Where(r => r.ImportId == id).OrderBy(r => r.Row).Take(limit).ToListAsync(ct);
    }

    private static Task<int> ListAsync(WriteSession session, Guid id, IReadOnlyList<(long Row, string Reason)> rejects, CancellationToken ct) =>
        session.ForEachAsync(
            "insert into import_rejects (import_id, row, reason) values (@import, @row, @reason) on conflict do nothing",
            rejects, (c, r) => c.Add("import", id).Add("row", r.Row).Add("reason", r.Reason), ct);
}

/// <summary>What one batch did to an import.</summary>
/// <param name="From">Position before.</param>
/// <param name="To">Position after.</param>
public sealed record ImportStep(long From, long To, long Taken, long Known, IReadOnlyList<(long Row, string Reason)> Rejects);
