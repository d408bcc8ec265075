using Heed.Core.Cases;
using Heed.Core.Routing;
using Heed.Server.Matching;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Matching;

public sealed class RoutingTrialTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_trial_tells_what_would_move_what_people_moved_themselves_and_writes_nothing(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddXAsync();
        using var http = TestHttp.Client();
        var billing = await AddDepartmentAsync(heed, "Billing");
        var delivery = await AddDepartmentAsync(heed, "Delivery");
        string[] texts = ["my invoice is wrong", "where is my parcel", "an invoice twice", "lovely shop"];
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < texts.Length; i++)
            await http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention($"{700 + i}", texts[i], author: $"{900 + i}", at: now.AddMinutes(-i))), Ct);
        await heed.SettleAsync();

        // One of the two about invoices was handed over to Billing by people.
        Guid handed;
        long number;
        await using (var db = heed.Db())
        {
            var found = await db.Cases.SingleAsync(c => c.Preview.Contains(texts[0]), Ct);
            (handed, number) = (found.Id, found.Number);
        }

        await heed.Get<Heed.Server.Inbox.CaseWriter>().ChangeAsync(handed, (set, c) =>
        {
            set.Append(c, new HandedOver(c.DepartmentId, billing, null, null, "money") { At = now });
            return null;
        }, null, Ct);
        var before = await CountsAsync(heed);

        RoutingRule[] rules =
        [
            new(Guid.CreateVersion7(), "Off", false, new RoutingConditions(), delivery, []),
            new(Guid.CreateVersion7(), "Money", true, new RoutingConditions { AnyWords = ["invoice"] }, billing, []),
        ];
        var told = new List<int>();
        var result = await heed.Get<RoutingTrial>().RunAsync(new TrialAsk(rules, new Dictionary<string, Guid>(), 7), told.Add, Ct);

        (result.Cases, result.Moved, result.Proven, result.Stayed, result.Cut).ShouldBe((4, 2, 1, 1, false));
        result.Departments.Single(d => d.DepartmentId == billing).ShouldBe(new TrialDepartment(billing, 0, 2));
        var flow = result.Flows.ShouldHaveSingleItem();
        (flow.To, flow.Cases, flow.Proven).ShouldBe((billing, 2, 1));
        flow.Examples[0].Number.ShouldBe(number, "the proven ones come first");
        flow.Examples[0].Why.Words.ShouldBe(["invoice"]);
        flow.Examples[0].Rule.ShouldBe("Money");
        (await CountsAsync(heed)).ShouldBe(before, "a trial writes nothing");

        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => heed.Get<RoutingTrial>().RunAsync(new TrialAsk(rules, new Dictionary<string, Guid>(), 7), null, ended.Token));
    }

    [Fact]
    public async Task Many_cases_are_looked_at_page_by_page_each_once()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var heed = await TestHeed.StartAsync(database);
        await SampleBrand.SeedAsync(heed.Get<Heed.Storage.Database>(), heed.Get<IDbContextFactory<Heed.Storage.HeedDb>>(), TimeProvider.System, 1234, heed.Get<Heed.Server.Settings.ChannelSecrets>().Seal(new Dictionary<string, string>()), Ct);
        await heed.Get<Heed.Server.Settings.ChannelCatalog>().RenewAsync(Ct);
        await using var db = heed.Db();
        var since = TimeProvider.System.GetUtcNow().AddDays(-366);
        var told = new List<int>();
        var result = await heed.Get<RoutingTrial>().RunAsync(new TrialAsk([], new Dictionary<string, Guid>(), 366), told.Add, Ct);
        result.Cases.ShouldBe(await db.Cases.CountAsync(c => c.OpenedAt >= since && db.Messages.Any(m => m.CaseId == c.Id && m.Direction == Heed.Core.Messages.Direction.Inbound), Ct));
        told.Count.ShouldBe(2);
    }

    private static async Task<Guid> AddDepartmentAsync(TestHeed heed, string name)
    {
        await heed.Get<Heed.Server.Settings.DepartmentDesk>().SaveAsync(new(null, name, "Europe/Paris", [.. Enumerable.Repeat("00:00-24:00", 7)], "", [15, 15, 30, 30]), Ct);
        await using var db = heed.Db();
        return (await db.Departments.SingleAsync(d => d.Name == name, Ct)).Id;
    }

    private static async Task<(int, int, int, string)> CountsAsync(TestHeed heed)
    {
        await using var db = heed.Db();
        return (await db.Cases.CountAsync(Ct), await db.CaseEvents.CountAsync(Ct), await db.RoutingRules.CountAsync(Ct), string.Join(' ', await db.Cases.OrderBy(c => c.Number).Select(c => c.Version).ToListAsync(Ct)));
    }
}
