using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heed.Core.Outcomes;
using Heed.Server;
using Heed.Server.Access;
using Heed.Server.Outcomes;
using Heed.Storage.Access;
using Heed.Storage.Figures;
using Heed.Storage.Outcomes;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Outcomes;

/// <summary>Outcomes through every door: signed webhook, API desk, files; once each, joined only by what proves who somebody is.</summary>
public sealed class OutcomeTests
{
    private static readonly Actor Admin = new(null, "Nadia", Role.Administrator);

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_signed_delivery_is_taken_once_and_what_is_forged_or_broken_is_not(string kind)
    {
        await using var stage = await ConnectedHeed.StartAsync(kind);
        var heed = stage.Heed;
        var secret = (await heed.Get<OutcomeSources>().AddAsync("Shop", KeySpace.Mail, "eur", Ct)).Secret.ShouldNotBeNull();
        const string Body = """
            [{"reference":"A-1","kind":"order","customer":"Jo@Example.org","at":"2026-03-01T10:00:00Z","amount":12.5},
             {"reference":"A-2","kind":"dropped-basket","customer":"jo@example.org","at":"2026-03-02T10:00:00Z"},
             {"reference":"","kind":"order","customer":"jo@example.org","at":"2026-03-02T10:00:00Z"}]
            """;
        using var http = Client(heed);
        (await SendAsync(http, "shop", Body, secret)).ShouldBe((HttpStatusCode.OK, 2, 0, 1));
        (await SendAsync(http, "shop", Body, secret)).ShouldBe((HttpStatusCode.OK, 0, 2, 1));
        (await SendAsync(http, "shop", Body, "another")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(http, "shop", Body, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await SendAsync(http, "nobody", Body, secret)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendAsync(http, "shop", "{", secret)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await heed.Get<OutcomeStore>().CountAsync(Ct)).Select(c => (c.Source, c.Kind, c.Count, c.Joined))
            .ShouldBe([("shop", OutcomeKind.Order, 1, 0), ("shop", OutcomeKind.DroppedBasket, 1, 0)]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outcomes_find_their_customer_by_proven_identifiers_alone_whichever_came_first(string kind)
    {
        await using var stage = await ConnectedHeed.StartAsync(kind);
        var (outcomes, keys) = (stage.Heed.Get<OutcomeStore>(), stage.Heed.Get<CustomerKeys>());
        await outcomes.TakeAsync([Order("A-1", KeySpace.Mail, "kim@example.org"), Order("A-2", KeySpace.Number, "C-7")], Ct);
        var (_, caseId) = await stage.HearAsync(new() { Network = "mail", Account = "help", From = new("kim@example.org", "Kim"), Text = "Where is order 7?", Kind = "mail", Subject = "Order 7" }, Ct);
        await using var db = stage.Heed.Db();
        var customer = await db.Cases.Where(c => c.Id == caseId).Select(c => c.CustomerId).SingleAsync(Ct);
        await outcomes.JoinAsync(Ct);
        (await JoinedAsync(stage.Heed, customer)).ShouldBe(["A-1"]);

        // Known by the address when it comes in.
        await outcomes.TakeAsync([Order("A-3", KeySpace.Mail, "KIM@example.org"), Order("A-4", KeySpace.Mail, "kim@other.example")], Ct);
        (await JoinedAsync(stage.Heed, customer)).ShouldBe(["A-1", "A-3"]);

        (await keys.AddAsync(customer, KeySpace.Number, "c-7", Admin, Ct)).ShouldBeNull();
        (await keys.AddAsync(customer, KeySpace.Number, "C-7", Admin, Ct)).ShouldBeNull();
        (await keys.AddAsync(customer, KeySpace.Phone, "600 12", Admin, Ct)).ShouldBe("bad-key");
        (await keys.AddAsync(Guid.CreateVersion7(), KeySpace.Number, "C-8", Admin, Ct)).ShouldBe("not-found");
        (await JoinedAsync(stage.Heed, customer)).ShouldBe(["A-1", "A-2", "A-3"]);
        (await keys.RemoveAsync(customer, KeySpace.Number, "C-7", Ct)).ShouldBeNull();
        (await JoinedAsync(stage.Heed, customer)).ShouldBe(["A-1", "A-3"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_is_read_to_its_end_with_every_refused_row_listed_and_again_changes_nothing(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        var lines = Enumerable.Range(1, 1_200).Select(i => i % 100 == 0 ? $"O-{i};nobody;2026-01-02;5,00" : $"O-{i};c{i % 50}@example.org;2026-01-02;{i},50");
        var path = Path.Combine(database.Folder, "orders.csv");
        await File.WriteAllTextAsync(path, "order_id;email;date;amount\r\n" + string.Join("\r\n", lines) + "\r\nO-x;short\r\n", Ct);
        var mapping = OutcomeMapping.Guess(path, ["order_id", "email", "date", "amount"]) with { Currency = "EUR" };
        mapping.ShouldBe(new OutcomeMapping("orders", "order_id", "email", KeySpace.Mail, "date", "amount", "EUR", Kind: OutcomeKind.Order));

        var import = heed.Get<OutcomeImport>();
        using (var stop = new CancellationTokenSource())
        {
            // Stopped after its first batch, as a killed server is.
            await Should.ThrowAsync<OperationCanceledException>(() => import.RunAsync(path, "orders.csv", mapping, new StopAfterFirst(stop), null, stop.Token));
        }

        (await heed.Get<OutcomeStore>().CountAsync(Ct)).Single().Count.ShouldBeLessThan(600);
        var done = await import.RunAsync(path, "orders.csv", mapping, null, null, Ct);
        (done.State, done.RowsRead, done.RowsTaken, done.RowsKnown, done.RowsBroken).ShouldBe((ImportState.Finished, 1_201, 1_188, 0, 13));
        (await heed.Get<ImportStore>().RejectsAsync(done.Id, 100, Ct)).Select(r => (r.Row, r.Reason)).ShouldBe([.. Enumerable.Range(1, 12).Select(i => (i * 100L, "customer")), (1_201L, "columns")]);
        (await import.RunAsync(path, "orders.csv", mapping, null, null, Ct)).RowsTaken.ShouldBe(1_188);
        (await heed.Get<OutcomeStore>().CountAsync(Ct)).Single().Count.ShouldBe(1_188);
    }

    [Theory]
    [InlineData("")]
    [InlineData("only\n1\n")]
    [InlineData("a,a\n1,2\n")]
    public async Task What_is_no_table_is_refused_and_not_kept(string content)
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var heed = await TestHeed.StartAsync(database);
        var files = heed.Get<OutcomeFiles>();
        await Should.ThrowAsync<InvalidDataException>(() => files.KeepAsync("x.csv", new MemoryStream(Encoding.UTF8.GetBytes(content)), Ct));
        (await files.ListAsync(Ct)).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(database.Folder, "outcomes")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_on_the_screen_is_read_in_the_background()
    {
        await using var database = await TestDatabase.CreateAsync("sqlite");
        await using var heed = await TestHeed.StartAsync(database);
        var files = heed.Get<OutcomeFiles>();
        var id = await files.KeepAsync("orders.csv", new MemoryStream("order_id,email,date\nA,jo@example.org,2026-01-02\n"u8.ToArray()), Ct);
        var mapping = new OutcomeMapping("shop", "order_id", "email", KeySpace.Mail, "date", Kind: OutcomeKind.Order);
        (await files.BeginAsync(id, mapping with { At = "day" }, Ct)).ShouldBe("columns");
        (await files.BeginAsync(id, mapping, Ct)).ShouldBeNull();
        await TestHeed.EventuallyAsync(async () => (await files.FindAsync(id, Ct))?.Import?.State == ImportState.Finished);
        (await files.FindAsync(id, Ct)).ShouldNotBeNull().Import!.RowsTaken.ShouldBe(1);
    }

    private static Outcome Order(string reference, KeySpace space, string customer) =>
        new("shop", reference, OutcomeKind.Order, CustomerKey.Read(space, customer)!, TimeProvider.System.GetUtcNow(), 500, "EUR", null);

    private static async Task<List<string>> JoinedAsync(TestHeed heed, Guid customer)
    {
        await using var db = heed.Db();
        return await db.Outcomes.Where(o => o.CustomerId == customer).Select(o => o.Reference).Order().ToListAsync(Ct);
    }

    private static HttpClient Client(TestHeed heed) => new(new SocketsHttpHandler()) { BaseAddress = heed.Address };

    private static async Task<(HttpStatusCode Status, int Taken, int Known, int Refused)> SendAsync(HttpClient http, string source, string body, string? secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/webhooks/outcomes/{source}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (secret is not null)
            request.Headers.Add(OutcomeDoor.Header, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        using var response = await http.SendAsync(request, Ct);
        if (response.StatusCode != HttpStatusCode.OK)
            return (response.StatusCode, 0, 0, 0);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct));
        var root = answer.RootElement;
        return (response.StatusCode, root.GetProperty("taken").GetInt32(), root.GetProperty("known").GetInt32(), root.GetProperty("refused").GetArrayLength());
    }

    private sealed class StopAfterFirst(CancellationTokenSource stop) : IProgress<OutcomeProgress>
    {
        public void Report(OutcomeProgress value) => stop.Cancel();
    }
}
