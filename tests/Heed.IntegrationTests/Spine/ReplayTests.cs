using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Heed.Core.Channels;
using Heed.Server.Access;
using Heed.Server.Intake;
using Heed.Server.Settings;
using Heed.Storage.Access;
using Heed.Storage.Intake;
using Heed.Storage.Settings;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

public sealed partial class ReplayTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite", "screen")]
    [InlineData("sqlite", "command")]
    [InlineData("sqlite", "api")]
    [InlineData("postgres", "screen")]
    [InlineData("postgres", "command")]
    [InlineData("postgres", "api")]
    public async Task A_set_aside_event_replayed_after_its_cause_is_gone_is_a_message_once_and_a_second_replay_changes_nothing(string kind, string way)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        var account = await heed.AddXAsync();
        // It was acknowledged, and before a lane read it the account was removed.
        var delivery = heed.Get<IncomingDeliveries>().Of(
            (await heed.Get<ChannelCatalog>().GetAsync(Ct)).ById[account],
            new RawDelivery(Encoding.UTF8.GetBytes(SampleEvents.Mention("7")), "application/json", new Dictionary<string, string>()), DeliverySource.Webhook);
        await SetStateAsync(heed, account, ChannelAccountState.Removed);
        await heed.Get<DeliveryStore>().AppendAsync([delivery], null, Ct);
        await heed.SettleAsync();
        await using var db = heed.Db();
        var aside = await db.SetAsides.AsNoTracking().SingleAsync(Ct);
        aside.Reason.ShouldContain("removed");
        (await db.Messages.CountAsync(Ct)).ShouldBe(0);

        // Too early: the cause is still there, and it comes back with its attempts counted.
        (await ReplayAsync(heed, database, way, aside)).ShouldBeTrue();
        await heed.SettleAsync();
        (await db.SetAsides.AsNoTracking().SingleAsync(Ct)).ShouldSatisfyAllConditions(a => a.State.ShouldBe(SetAsideState.Open), a => a.Attempts.ShouldBeGreaterThan(aside.Attempts));

        await SetStateAsync(heed, account, ChannelAccountState.Connected);
        (await ReplayAsync(heed, database, way, aside)).ShouldBeTrue();
        await heed.SettleAsync();
        var after = await FactsAsync(heed);
        after.ShouldBe("1 messages, 1 cases, 1 inbound, state Replayed");

        (await ReplayAsync(heed, database, way, aside)).ShouldBeFalse();
        await heed.SettleAsync();
        (await FactsAsync(heed)).ShouldBe(after);

        // Even when someone forces it back into every lane.
        await db.SetAsides.ExecuteUpdateAsync(s => s.SetProperty(a => a.State, SetAsideState.Open), Ct);
        (await ReplayAsync(heed, database, way, aside)).ShouldBeTrue();
        await heed.SettleAsync();
        (await FactsAsync(heed)).ShouldBe(after);
    }

    private static async Task<string> FactsAsync(TestHeed heed)
    {
        await using var db = heed.Db();
        var (messages, cases, inbound) = (await db.Messages.CountAsync(Ct), await db.Cases.CountAsync(Ct), await db.Cases.SumAsync(c => c.InboundCount, Ct));
        return $"{messages} messages, {cases} cases, {inbound} inbound, state {(await db.SetAsides.SingleAsync(Ct)).State}";
    }

    private static async Task SetStateAsync(TestHeed heed, Guid account, ChannelAccountState state)
    {
        await using var db = heed.Db();
        await db.ChannelAccounts.Where(a => a.Id == account).ExecuteUpdateAsync(s => s.SetProperty(a => a.State, state), Ct);
        await heed.Get<ChannelCatalog>().RenewAsync(Ct);
    }

    // False: there was nothing to replay.
    private static async Task<bool> ReplayAsync(TestHeed heed, TestDatabase database, string way, SetAside aside) => way switch
    {
        "screen" => await OnTheScreenAsync(heed, aside),
        "command" => await ByCommandAsync(database, aside),
        _ => await ByTheApiAsync(heed, aside),
    };

    private static async Task<bool> OnTheScreenAsync(TestHeed heed, SetAside aside)
    {
        using var lead = await LeadAsync(heed);
        var page = await lead.GetStringAsync(new Uri(heed.Address, "/settings/intake"), Ct);
        if (!page.Contains($"item-{aside.Id}", StringComparison.Ordinal))
            return false;
        var form = page[page.IndexOf($"item-{aside.Id}", StringComparison.Ordinal)..];
        var fields = new Dictionary<string, string> { ["_handler"] = $"item-{aside.Id}", ["id"] = aside.Id.ToString(), ["act"] = "replay", ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value };
        form.ShouldContain("replay");
        using var answer = await lead.PostAsync(new Uri(heed.Address, "/settings/intake"), new FormUrlEncodedContent(fields), Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return true;
    }

    private static async Task<bool> ByCommandAsync(TestDatabase database, SetAside aside)
    {
        var shell = new TestShell(database.Folder) { Environment = { ["HEED_DATA"] = database.Folder, ["HEED_DATABASE"] = database.ConnectionString ?? "" } };
        var (code, _, error) = await shell.RunAsync("intake", "replay", aside.DeliverySeq.ToString(CultureInfo.InvariantCulture));
        code.ShouldBeOneOf(0, 3);
        if (code == 3)
            error.ShouldContain("set aside");
        return code == 0;
    }

    private static async Task<bool> ByTheApiAsync(TestHeed heed, SetAside aside)
    {
        using var lead = await LeadAsync(heed);
        using var answer = await lead.PostAsync(new Uri(heed.Address, $"/api/v1/intake/{aside.Id}/replay"), null, Ct);
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.NoContent, HttpStatusCode.NotFound);
        return answer.StatusCode == HttpStatusCode.NoContent;
    }

    private static async Task<HttpClient> LeadAsync(TestHeed heed)
    {
        var made = (await heed.Get<ApiTokens>().CreateAsync($"lead {Guid.CreateVersion7():N}", Role.Lead, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        var client = TestHttp.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", made.Text);
        return client;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
