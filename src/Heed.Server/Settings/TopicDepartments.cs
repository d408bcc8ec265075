using System.Text.Json;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Settings;

/// <summary>Which department a topic goes to when no rule says so. Stored as one setting: a JSON object from topic to department.</summary>
internal sealed class TopicDepartments(IDbContextFactory<HeedDb> contexts, WorkspaceSettings settings)
{
    public const string Key = "topic-departments";

    private const int Most = 200;
    private const int LongestTopic = 60;

    /// <summary>Reads the stored value. One that cannot be used (written by hand) counts as not set: mail must go on coming in.</summary>
    public static IReadOnlyDictionary<string, Guid> Read(string? json)
    {
        try
        {
            return json is null ? Nothing : JsonSerializer.Deserialize<Dictionary<string, Guid>>(json) ?? Nothing;
        }
        catch (JsonException)
        {
            return Nothing;
        }
    }

    public async Task<IReadOnlyDictionary<string, Guid>> GetAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return Read(await db.Settings.AsNoTracking().Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(ct));
    }

    /// <returns>The key of the text that says what is wrong; null when it was saved.</returns>
    public async Task<string?> SaveAsync(IReadOnlyDictionary<string, Guid> topics, CancellationToken ct)
    {
        if (topics.Count > Most || topics.Keys.Any(t => t.Length is 0 or > LongestTopic))
            return "wrong.rule";
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            var named = topics.Values.Distinct().ToList();
            if (await db.Departments.CountAsync(d => named.Contains(d.Id), ct) != named.Count)
                return "wrong.gone";
        }

        await settings.SaveAsync(Key, JsonSerializer.Serialize(topics), ct);
        return null;
    }

    private static Dictionary<string, Guid> Nothing => [];
}
