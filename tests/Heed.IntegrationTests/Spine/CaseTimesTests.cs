using Heed.Core.Cases;
using Heed.Server.Settings;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

public sealed class CaseTimesTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_workspace_says_how_long_a_silence_ends_a_case(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();

        await TalkAsync(http, heed, "501");
        (await heed.Get<CaseTimesDesk>().SaveAsync(new CaseTimes(7, 24, QuietHours: 1), Ct)).ShouldBeNull();
        await TalkAsync(http, heed, "502");
        // It is kept: another process reads it from the database.
        await heed.Get<ChannelCatalog>().RenewAsync(Ct);
        (await heed.Get<ChannelCatalog>().GetAsync(Ct)).CaseTimes.ShouldBe(new CaseTimes(7, 24, 1));

        await using var db = heed.Db();
        var cases = await db.Cases.Join(db.Identities, c => c.CustomerId, i => i.CustomerId, (c, i) => new { i.ExternalId, c.Status }).ToListAsync(Ct);
        cases.Where(c => c.ExternalId == "501").Select(c => c.Status).ShouldBe([CaseStatus.Open]);
        cases.Where(c => c.ExternalId == "502").Select(c => c.Status).Order().ShouldBe([CaseStatus.Open, CaseStatus.Resolved]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_setting_that_cannot_be_used_counts_as_not_set(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        foreach (var value in (string[])["nonsense", "null", "{}", """{"ReopenDays":7,"SameThreadHours":24,"QuietHours":0}""", """{"ReopenDays":"x"}"""])
        {
            await using var db = heed.Db();
            await db.Settings.Where(s => s.Key == CaseTimes.Key).ExecuteDeleteAsync(Ct);
            db.Settings.Add(new() { Key = CaseTimes.Key, Value = value });
            await db.SaveChangesAsync(Ct);
            await heed.Get<ChannelCatalog>().RenewAsync(Ct);
            (await heed.Get<ChannelCatalog>().GetAsync(Ct)).CaseTimes.ShouldBe(CaseTimes.Default, value);
        }
    }

    // A question, an answer in the native app a minute later, and two hours of silence.
    private static async Task TalkAsync(HttpClient http, TestHeed heed, string customer)
    {
        string Item(string from, string to, string id, int minute, string more = "") => SampleEvents.Message($"m_{customer}_{id}", $"text {id}", minute * 60, from, to, more);
        var talk = SampleEvents.Messenger(Item(customer, "200", "a", 0), Item("200", customer, "b", 1, "\"is_echo\":true,"), Item(customer, "200", "c", 120));
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, talk), Ct);
        await heed.SettleAsync();
    }
}
