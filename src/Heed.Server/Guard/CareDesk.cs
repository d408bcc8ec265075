using Heed.Server.Settings;

namespace Heed.Server.Guard;

/// <summary>Changes <see cref="CarePolicy"/>.</summary>
internal sealed class CareDesk(WorkspaceSettings settings)
{
    /// <returns>What is wrong: the key of a text; null when it was saved.</returns>
    public async Task<string?> SaveAsync(CarePolicy policy, CancellationToken ct)
    {
        if (policy.Fault is { } fault)
            return fault;
        await settings.SaveAsync(CarePolicy.Key, policy.Write(), ct);
        return null;
    }
}
