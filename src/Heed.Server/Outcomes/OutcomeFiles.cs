using System.Collections.Concurrent;
using System.Threading.Channels;
using Heed.Storage;
using Heed.Storage.Figures;
using Heed.Storage.Outcomes;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Outcomes;

/// <summary>A file that was brought, with how far reading it is.</summary>
/// <param name="Import">Null until it has begun.</param>
/// <param name="Share">Of its bytes, 0 to 1; null when this server is not reading it.</param>
internal sealed record BroughtFile(OutcomeFileRow File, Import? Import, double? Share);

/// <summary>Files of outcomes that people bring on the screen: kept in the data folder, read one after the other, taken up again after a restart.</summary>
internal sealed partial class OutcomeFiles(IDbContextFactory<HeedDb> contexts, OutcomeImport import, ImportStore imports, HeedOptions options, TimeProvider clock, ILogger<OutcomeFiles> logger) : BackgroundService
{
    private readonly Channel<Guid> waiting = Channel.CreateUnbounded<Guid>();
    private readonly ConcurrentDictionary<Guid, double> shares = [];

    private string Folder => Directory.CreateDirectory(Path.Combine(options.Data, "outcomes")).FullName;

    public string PathOf(Guid id) => Path.Combine(Folder, $"{id:N}.csv");

    /// <summary>Keeps a file.</summary>
    /// <exception cref="InvalidDataException">It is no CSV; the message says why. Nothing is kept.</exception>
    public async Task<Guid> KeepAsync(string name, Stream content, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        try
        {
            await using (var file = File.Create(PathOf(id)))
                await content.CopyToAsync(file, ct);
            using (new OutcomeFile(PathOf(id)))
            {
                // It can be opened and has a header.
            }
        }
        catch
        {
            File.Delete(PathOf(id));
            throw;
        }

        await using var db = await contexts.CreateDbContextAsync(ct);
        db.OutcomeFiles.Add(new OutcomeFileRow { Id = id, Name = Path.GetFileName(name), Size = new FileInfo(PathOf(id)).Length, AddedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return id;
    }

    public async Task<BroughtFile?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutcomeFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return null;
        return new BroughtFile(file, await db.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == file.ImportId, ct), shares.TryGetValue(id, out var share) ? share : null);
    }

    /// <summary>The latest twenty.</summary>
    public async Task<IReadOnlyList<BroughtFile>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var files = await db.OutcomeFiles.AsNoTracking().OrderByDescending(f => f.AddedAt).Take(20).ToListAsync(ct);
        var ids = files.Select(f => f.ImportId).OfType<Guid>().ToList();
        var found = await db.Imports.AsNoTracking().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        return [.. files.Select(f => new BroughtFile(f, f.ImportId is { } i ? found.GetValueOrDefault(i) : null, shares.TryGetValue(f.Id, out var share) ? share : null))];
    }

    public Task<IReadOnlyList<ImportReject>> RejectsAsync(Guid importId, int limit, CancellationToken ct) => imports.RejectsAsync(importId, limit, ct);

    /// <summary>Has it read with this mapping.</summary>
    /// <returns>Null when it begins; else the code of what is wrong with the mapping, or <c>not-found</c>.</returns>
    public async Task<string?> BeginAsync(Guid id, OutcomeMapping mapping, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutcomeFiles.FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file || !File.Exists(PathOf(id)))
            return "not-found";
        using (var opened = new OutcomeFile(PathOf(id)))
        {
            if (mapping.Problem(opened.Columns) is { } problem)
                return problem;
        }

        (file.Mapping, file.ImportId, file.Failure) = (mapping.Write(), null, null);
        await db.SaveChangesAsync(ct);
        shares[id] = 0;
        await waiting.Writer.WriteAsync(id, ct);
        return null;
    }

    /// <summary>Forgets the file; what was taken from it stays.</summary>
    public async Task RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.OutcomeFiles.Where(f => f.Id == id).ExecuteDeleteAsync(ct);
        File.Delete(PathOf(id));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ResumeAsync(stoppingToken);
        await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
            await ReadAsync(id, stoppingToken);
    }

    private async Task ResumeAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var open = await db.OutcomeFiles.AsNoTracking()
            .Where(f => f.Mapping != null && f.Failure == null && !db.Imports.Any(i => i.Id == f.ImportId && i.State == ImportState.Finished))
            .OrderBy(f => f.AddedAt).Select(f => f.Id).ToListAsync(ct);
        foreach (var id in open.Where(id => File.Exists(PathOf(id))))
        {
            shares[id] = 0;
            await waiting.Writer.WriteAsync(id, ct);
        }
    }

    private async Task ReadAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            if (await db.OutcomeFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, ct) is not { Mapping: { } mapping } file)
                return;
            await import.RunAsync(PathOf(id), file.Name, OutcomeMapping.Read(mapping), new Share(this, id), begun => NoteAsync(id, f => f.ImportId = begun, ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(id, e);
            await NoteAsync(id, f => f.Failure = e is InvalidDataException or ImportTakenException ? e.Message : e.GetType().Name, CancellationToken.None);
        }
        finally
        {
            shares.TryRemove(id, out _);
        }
    }

    private async Task NoteAsync(Guid id, Action<OutcomeFileRow> change, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.OutcomeFiles.FirstOrDefaultAsync(f => f.Id == id, ct) is not { } file)
            return;
        change(file);
        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Could not read the outcomes of file {File}; what was taken so far is kept")]
    private partial void LogFailed(Guid file, Exception e);

    private sealed class Share(OutcomeFiles files, Guid id) : IProgress<OutcomeProgress>
    {
        public void Report(OutcomeProgress value) => files.shares[id] = value.Total == 0 ? 1 : (double)value.Done / value.Total;
    }
}
