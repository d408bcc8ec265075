namespace Heed.Server.Settings;

/// <summary>Changes <see cref="CaseTimes"/>.</summary>
internal sealed class CaseTimesDesk(WorkspaceSettings settings)
{
    /// <returns>What is wrong: the key of a text; null when it was saved, and holds for what comes in from now on.</returns>
    public async Task<string?> SaveAsync(CaseTimes times, CancellationToken ct)
    {
        if (times.Fault is { } fault)
            return fault;
        await settings.SaveAsync(CaseTimes.Key, times.Write(), ct);
        return null;
    }
}
