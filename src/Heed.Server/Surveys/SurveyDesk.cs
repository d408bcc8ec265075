using Heed.Server.Settings;

namespace Heed.Server.Surveys;

/// <summary>Changes <see cref="SurveyPolicy"/>.</summary>
internal sealed class SurveyDesk(WorkspaceSettings settings)
{
    /// <returns>What is wrong: the key of a text; null when it was saved.</returns>
    public async Task<string?> SaveAsync(SurveyPolicy policy, CancellationToken ct)
    {
        if (policy.Fault is { } fault)
            return fault;
        await settings.SaveAsync(SurveyPolicy.Key, policy.Write(), ct);
        return null;
    }
}
