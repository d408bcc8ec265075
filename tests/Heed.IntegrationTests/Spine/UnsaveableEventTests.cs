using System.Net;
using Heed.Storage.Intake;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

/// <summary>A message that the database refuses, for whatever reason nobody thought of, holds up nobody.</summary>
public sealed class UnsaveableEventTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task It_is_set_aside_alone_its_neighbours_come_in_and_it_follows_by_replay(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await RunAsync(heed, RefusalOf(kind));

        await PostAsync(http, heed, (1, "501", "one"), (2, "501", "two"));
        await PostAsync(http, heed, (3, "501", "three"), (4, "501", "unsaveable"), (5, "501", "five"), (6, "502", "six"));
        await PostAsync(http, heed, (7, "501", "seven"), (8, "503", "eight"));
        await heed.SettleAsync();

        (await TextsAsync(heed)).ShouldBe(["one", "two", "three", "five", "six", "seven", "eight"]);
        await using var db = heed.Db();
        (await db.LaneQueue.AnyAsync(Ct)).ShouldBeFalse();
        var aside = await db.SetAsides.AsNoTracking().SingleAsync(Ct);
        (aside.State, aside.Reason).ShouldSatisfyAllConditions(a => a.State.ShouldBe(SetAsideState.Open), a => a.Reason.ShouldContain("this test refuses it"));

        await RunAsync(heed, kind == "sqlite" ? "drop trigger refuse" : "drop trigger refuse on messages");
        (await heed.Get<SetAsideStore>().ReplayAsync(aside.Id, Ct)).ShouldBeTrue();
        await heed.SettleAsync();
        (await TextsAsync(heed)).ShouldBe(["one", "two", "three", "unsaveable", "five", "six", "seven", "eight"]);
    }

    private static async Task<List<string>> TextsAsync(TestHeed heed)
    {
        await using var db = heed.Db();
        return await db.Messages.OrderBy(m => m.At).Select(m => m.Text).ToListAsync(Ct);
    }

    private static string RefusalOf(string kind) => kind == "sqlite"
        ? "create trigger refuse before insert on messages when new.text = 'unsaveable' begin select raise(abort, 'this test refuses it'); end"
        : """
          create function refuse() returns trigger language plpgsql as
            $$ begin if new.text = 'unsaveable' then raise exception 'this test refuses it' using errcode = '23514'; end if; return new; end $$;
          create trigger refuse before insert on messages for each row execute function refuse();
          """;

    private static async Task RunAsync(TestHeed heed, string sql)
    {
        await using var db = heed.Db();
        await db.Database.ExecuteSqlRawAsync(sql, Ct);
    }

    private static async Task PostAsync(HttpClient http, TestHeed heed, params (int Number, string From, string Text)[] messages)
    {
        var body = SampleEvents.Messenger(messages.Select(m => SampleEvents.Message($"m_{m.Number}", m.Text, after: m.Number, from: m.From)));
        using var response = await http.SendAsync(SignedDelivery.Facebook(heed.Address, body), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
