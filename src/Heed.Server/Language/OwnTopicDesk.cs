using Heed.Core.Language;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Language;

/// <summary>Adds, changes and removes the company's own topics; they hold for what comes in from then on.</summary>
internal sealed class OwnTopicDesk(Database database, IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog)
{
    public const string Key = "own-topics";

    public async Task<OwnTopics> GetAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return OwnTopics.Read(await db.Settings.AsNoTracking().Where(s => s.Key == Key).Select(s => s.Value).FirstOrDefaultAsync(ct));
    }

    /// <summary>Adds a topic or puts it in the place of the one with its code.</summary>
    /// <returns>What is wrong with it; null when it was saved.</returns>
    public async Task<TopicProblem?> SaveAsync(OwnTopic topic, CancellationToken ct)
    {
        var tidied = OwnTopicCheck.Tidy(topic) with { Removed = false };
        TopicProblem? problem = null;
        await ChangeAsync(known => (problem = OwnTopicCheck.Problem(tidied, known)) is null ? known.With(tidied) : null, ct);
        return problem;
    }

    /// <summary>Removes a topic; the cases that carry it keep it, and its name.</summary>
    /// <returns>False: there is none of this code.</returns>
    public Task<bool> RemoveAsync(string code, CancellationToken ct) =>
        ChangeAsync(known => known.Find(code) is { Removed: false } ? known.Without(code) : null, ct);

    /// <summary>How many cases carry each topic that any case carries, open or not.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CarriedAsync(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        if (codes.Count == 0)
            return new Dictionary<string, int>();
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Cases.AsNoTracking().Where(c => c.Topic != null && codes.Contains(c.Topic)).GroupBy(c => c.Topic!) // filtered before
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    // Two administrators at once: the second waits on the setting's row and changes what the first left.
    private async Task<bool> ChangeAsync(Func<OwnTopics, OwnTopics?> change, CancellationToken ct)
    {
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await using var hold = session.Command("insert into settings (key, value) values (@key, '[]') on conflict (key) do update set value = settings.value");
            await hold.Add("key", Key).RunAsync(ct);
            await using var read = session.Command("select value from settings where key = @key");
            if (change(OwnTopics.Read(await read.Add("key", Key).ScalarAsync(ct) as string)) is not { } changed)
                return false;
            await SettingStore.SaveAsync(session, Key, changed.Write(), ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
        return true;
    }
}
