using Heed.Core.Guard;
using Heed.Server.Settings;

namespace Heed.Server.Guard;

/// <summary>Changes the <see cref="TonePolicies"/>.</summary>
internal sealed class ToneDesk(WorkspaceSettings settings)
{
    /// <returns>What is wrong: the key of a text; null when it was saved, and holds for what is sent from now on.</returns>
    public async Task<string?> SaveAsync(TonePolicies policies, CancellationToken ct)
    {
        if (policies.Workspace.ReadMinutes is < 1 or > TonePolicy.LongestReadMinutes || policies.Parts.Values.Any(p => p.ReadMinutes is < 1 or > TonePolicy.LongestReadMinutes))
            return "wrong.minutes";
        if (policies.Workspace.ActFrom < policies.Workspace.AdviseFrom)
            return "wrong.thresholds";
        if (!policies.Valid)
            return "wrong.choice";
        await settings.SaveAsync(TonePolicies.Setting, policies.Write(), ct);
        return null;
    }
}
