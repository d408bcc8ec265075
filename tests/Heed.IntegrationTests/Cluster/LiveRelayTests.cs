using Heed.Server.Cluster;
using Heed.Server.Live;
using Heed.Storage.Postgres;
using Heed.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Cluster;

public sealed class LiveRelayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_on_one_node_reaches_the_screens_of_the_other_and_its_own_once()
    {
        await using var data = await TestDatabase.CreateAsync("postgres");
        await using var database = new PostgresDatabase(data.ConnectionString!); // made just now
        var (here, there) = (new LiveFeed(NullLogger<LiveFeed>.Instance), new LiveFeed(NullLogger<LiveFeed>.Instance));
        using var one = new LiveRelay(here, database, NullLogger<LiveRelay>.Instance);
        using var other = new LiveRelay(there, database, NullLogger<LiveRelay>.Instance);
        var (atHome, abroad) = (new List<Guid>(), new List<Guid>());
        using var listening = here.Subscribe(changes => Keep(atHome, changes));
        using var listeningThere = there.Subscribe(changes => Keep(abroad, changes));
        await one.StartAsync(Ct);
        await other.StartAsync(Ct);

        // Until the other listens, words are lost: that is allowed.
        for (var tries = 0; Count(abroad) == 0 && tries < 100; tries++)
        {
            here.Publish([new CaseChange(Guid.CreateVersion7(), 1, null, null)]);
            await Task.Delay(100, Ct);
        }

        var many = Enumerable.Range(0, 500).Select(i => new CaseChange(Guid.CreateVersion7(), i, Guid.CreateVersion7(), Guid.CreateVersion7())).ToList();
        here.Publish(many);
        for (var tries = 0; !Holds(abroad, many[^1].CaseId) && tries < 100; tries++)
            await Task.Delay(100, Ct);

        lock (abroad)
            abroad.TakeLast(500).ShouldBe(many.Select(c => c.CaseId));
        lock (atHome)
            atHome.ShouldBeUnique();
        await one.StopAsync(Ct);
        await other.StopAsync(Ct);
    }

    private static void Keep(List<Guid> heard, IReadOnlyCollection<CaseChange> changes)
    {
        lock (heard)
            heard.AddRange(changes.Select(c => c.CaseId));
    }

    private static int Count(List<Guid> heard)
    {
        lock (heard)
            return heard.Count;
    }

    private static bool Holds(List<Guid> heard, Guid id)
    {
        lock (heard)
            return heard.Contains(id);
    }
}
