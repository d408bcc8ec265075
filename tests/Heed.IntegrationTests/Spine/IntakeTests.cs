using System.Net;
using Heed.Core.Messages;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

public sealed class IntakeTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_delivery_five_times_at_once_is_one_message(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddXAsync();
        using var http = TestHttp.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention("1901")))));
        await heed.SettleAsync();

        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.OK);
        await using var db = heed.Db();
        (await db.Messages.CountAsync()).ShouldBe(1);
        (await db.Cases.CountAsync()).ShouldBe(1);
        (await db.Deliveries.CountAsync()).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_wrong_signature_leaves_no_trace_but_a_count(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddXAsync();
        await heed.AddFacebookAsync();
        await heed.AddMailAsync();
        using var http = TestHttp.Client();

        (await http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention("1"), secret: "wrong"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.SendAsync(SignedDelivery.Facebook(heed.Address, "{}", secret: "wrong"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.SendAsync(SignedDelivery.Mail(heed.Address, "Subject: x", token: "wrong"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var unsigned = SignedDelivery.X(heed.Address, SampleEvents.Mention("2"));
        unsigned.Headers.Remove("x-twitter-webhooks-signature");
        (await http.SendAsync(unsigned)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await heed.Get<Heed.Server.Intake.Refusals>().FlushAsync(TestContext.Current.CancellationToken);

        await using var db = heed.Db();
        (await db.Deliveries.CountAsync()).ShouldBe(0);
        (await db.Messages.CountAsync()).ShouldBe(0);
        (await db.Refusals.Where(r => r.Reason == "forged").SumAsync(r => r.Count)).ShouldBe(3);
        (await db.Refusals.Where(r => r.Reason == "proof-missing").SumAsync(r => r.Count)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nonsense_with_a_right_signature_is_set_aside_and_its_neighbours_go_on(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddXAsync();
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();

        (await http.SendAsync(SignedDelivery.X(heed.Address, "this is not json"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention("7")))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var batch = SampleEvents.Messenger(
            SampleEvents.Message("m_a", "first"),
            SampleEvents.Happened("""  "message":{"text":"broken: it has no id"}  """, after: 1),
            SampleEvents.Message("m_c", "third", after: 2));
        (await http.SendAsync(SignedDelivery.Facebook(heed.Address, batch))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();

        await using var db = heed.Db();
        (await db.Messages.Select(m => m.ExternalId).ToListAsync()).ShouldBe(["7", "m_a", "m_c"], ignoreOrder: true);
        var aside = await db.SetAsides.ToListAsync();
        aside.Count.ShouldBe(2);
        aside.ShouldAllBe(a => a.Reason.Length > 10);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_batch_of_two_entries_two_changes_three_messages_is_all_taken_in_order(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        static string Comments(int e) => string.Join(',', Enumerable.Range(0, 2).Select(c => SampleEvents.Comment($"5_{e}{c}", $"comment {e}{c}", after: (e * 10) + c, from: $"90{e}")));
        static string Messages(int e) => string.Join(',', Enumerable.Range(0, 3).Select(m => SampleEvents.Message($"m_{e}{m}", $"message {e}{m}", after: (e * 10) + m, from: $"80{e}")));
        static string Entry(int e) => SampleEvents.Entry($$"""  "changes":[{{Comments(e)}}],"messaging":[{{Messages(e)}}]  """);

        (await http.SendAsync(SignedDelivery.Facebook(heed.Address, SampleEvents.Page(Entry(0), Entry(1))))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();

        await using var db = heed.Db();
        var messages = await db.Messages.OrderBy(m => m.At).ThenBy(m => m.ExternalId).ToListAsync();
        messages.Count.ShouldBe(10);
        foreach (var e in (int[])[0, 1])
        {
            messages.Where(m => m.ExternalId!.StartsWith($"m_{e}", StringComparison.Ordinal)).Select(m => m.Text)
                .ShouldBe([$"message {e}0", $"message {e}1", $"message {e}2"]);
        }

        messages.Count(m => m.Visibility == Visibility.Public).ShouldBe(4);
        (await db.Cases.CountAsync()).ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_entries_of_two_changes_of_three_messages_are_twelve_messages_in_order(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        // One customer an entry; the second change continues where the first ended, and the messages of a change come youngest first.
        static string Message(int e, int c, int m) => SampleEvents.Message($"m_{e}{c}{m}", $"{e} {c} {m}", after: (c * 10) + m, from: $"80{e}");
        static string Change(int e, int c) => $$$"""{"field":"messages","value":{"messages":[{{{string.Join(',', new[] { 2, 1, 0 }.Select(m => Message(e, c, m)))}}}]}}""";
        static string Entry(int e) => SampleEvents.Entry($"\"changes\":[{Change(e, 0)},{Change(e, 1)}]");

        (await http.SendAsync(SignedDelivery.Facebook(heed.Address, SampleEvents.Page(Entry(0), Entry(1))))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();

        await using var db = heed.Db();
        (await db.Messages.CountAsync()).ShouldBe(12);
        (await db.SetAsides.CountAsync()).ShouldBe(0);
        (await db.Cases.CountAsync()).ShouldBe(2);
        foreach (var e in (int[])[0, 1])
        {
            string[] inOrder = [$"{e} 0 0", $"{e} 0 1", $"{e} 0 2", $"{e} 1 0", $"{e} 1 1", $"{e} 1 2"];
            var messages = await db.Messages.Where(m => m.ExternalId!.StartsWith($"m_{e}")).ToListAsync();
            messages.OrderBy(m => m.At).Select(m => m.Text).ShouldBe(inOrder);
            // The case's own history tells them in the same order: it was decided in it.
            var events = await db.CaseEvents.Where(v => v.CaseId == messages[0].CaseId && v.Kind == "message-in").OrderBy(v => v.Version).ToListAsync();
            events.Select(v => ((Heed.Core.Cases.MessageIn)v.Read()).Preview).ShouldBe(inOrder);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Unknown_account_too_large_and_wrong_verb_get_the_right_status_and_words(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database, o => o.MaxDeliveryBytes = 2000);
        await heed.AddXAsync();
        using var http = TestHttp.Client();

        var unknown = await http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention("1"), account: "nobody"));
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("channel add");
        (await http.SendAsync(SignedDelivery.X(heed.Address, SampleEvents.Mention("1", new string('x', 3000))))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await http.SendAsync(SignedDelivery.X(heed.Address, ""))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        var crc = await http.GetAsync(new Uri(heed.Address, "/webhooks/x/acme?crc_token=challenge"), TestContext.Current.CancellationToken);
        crc.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await crc.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("sha256=");
    }
}
