using System.Globalization;
using System.Net;
using Heed.Server;
using Heed.Storage;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Cluster;

/// <summary>Two processes over one PostgreSQL, each taking deliveries; one of them dies.</summary>
public sealed class TwoNodesTests
{
    private const int Each = 60;

    private static readonly DateTimeOffset Start = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["HEED_CLUSTER"] = "true",
        ["HEED_CLUSTER_ADDRESS"] = "127.0.0.1",
        ["HEED_CLUSTER_PORT"] = "0",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_two_nodes_took_is_there_once_and_in_order_though_one_is_killed()
    {
        await using var data = await TestDatabase.CreateAsync("postgres");
        var folders = new[] { Directory.CreateDirectory(Path.Combine(data.Folder, "a")), Directory.CreateDirectory(Path.Combine(data.Folder, "b")) };
        // Nodes share the keys that open the channels' secrets.
        var keys = Directory.CreateDirectory(Path.Combine(data.Folder, "keys"));
        foreach (var folder in folders)
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "keys"), keys.FullName);
        await using var first = new HeedProcess(folders[0].FullName, data.ConnectionString, Settings);
        await using var second = new HeedProcess(folders[1].FullName, data.ConnectionString, Settings);
        await first.RunAsync(["channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", "x-secret", "--api", "http://127.0.0.1:9"], Ct);
        await first.StartAsync(Ct);
        await second.StartAsync(Ct);
        await using var store = new ServiceCollection().AddHeedStorage(data.Options()).BuildServiceProvider();
        await using var db = store.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContext();
        (await db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from orleansmembershiptable where status = 3").SingleAsync(Ct)).ShouldBe(2, "both are members of one cluster");

        // One customer, in turns at both doors, and every delivery at the other door too.
        using var http = TestHttp.Client();
        for (var i = 0; i < Each; i++)
        {
            foreach (var node in new[] { first, second })
                await PostAsync(http, node.Address, i);
        }

        await first.KillAsync();
        for (var i = Each; i < 2 * Each; i++)
            await PostAsync(http, second.Address, i);

        // The one who is left must first learn that the other is gone.
        for (var waited = 0; await db.LaneQueue.AnyAsync(Ct) && waited < 600; waited++)
            await Task.Delay(100, Ct);

        var messages = await db.Messages.OrderBy(m => m.At).Select(m => m.ExternalId!).ToListAsync(Ct);
        messages.ShouldBe(Enumerable.Range(0, 2 * Each).Select(Id), second.LogEnd());
        (await db.Cases.CountAsync(Ct)).ShouldBe(1);
        (await db.SetAsides.CountAsync(Ct)).ShouldBe(0);
    }

    private static async Task PostAsync(HttpClient http, Uri node, int i)
    {
        using var answer = await http.SendAsync(SignedDelivery.X(node, SampleEvents.Mention(Id(i), $"number {i}", at: Start.AddSeconds(i))), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Id(int i) => (9000 + i).ToString(CultureInfo.InvariantCulture);
}
