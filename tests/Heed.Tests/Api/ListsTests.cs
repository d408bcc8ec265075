using System.Net.Http.Json;
using System.Text.Json;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Api;

public sealed class ListsTests
{
    [Fact]
    public async Task Pages_of_cases_and_messages_meet_each_row_once()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        for (var i = 0; i < 7; i++)
            await server.MailAsync($"customer{i}@home.example", $"Order {i}", "Where is my parcel?");
        await server.SettleAsync();
        using var program = await server.ProgramAsync(Role.Reader);

        var cases = await AllAsync(program, "/api/v1/cases?limit=3");
        cases.Select(c => c.GetProperty("id").GetString()).ShouldBeUnique();
        cases.Count.ShouldBe(7);
        (await AllAsync(program, "/api/v1/messages?limit=2")).Select(m => m.GetProperty("externalId").GetString()).Distinct().Count().ShouldBe(7);
        (await AllAsync(program, "/api/v1/customers?limit=2")).Select(m => m.GetProperty("id").GetString()).Distinct().Count().ShouldBe(7);
        (await AllAsync(program, $"/api/v1/cases/{cases[0].GetProperty("number").GetInt64()}/events?limit=1")).Select(e => e.GetProperty("version").GetInt64())
            .ShouldBe([1, 2, 3], ignoreOrder: false, customMessage: "opened, routed and the message, in order");
    }

    [Fact]
    public async Task A_message_tells_what_the_contract_promises()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        await server.MailAsync("Ana <ana@home.example>", "Pedido", "¿Dónde está mi pedido?");
        await server.SettleAsync();
        using var program = await server.ProgramAsync(Role.Reader);

        var message = (await AllAsync(program, "/api/v1/messages")).ShouldHaveSingleItem();
        message.GetProperty("direction").GetString().ShouldBe("inbound");
        message.GetProperty("visibility").GetString().ShouldBe("private");
        message.GetProperty("channel").GetString().ShouldBe("mail");
        message.GetProperty("state").GetString().ShouldBe("received");
        message.GetProperty("text").GetString()!.ShouldContain("¿Dónde está mi pedido?");
        message.GetProperty("at").GetString()!.ShouldEndWith("Z");
        message.GetProperty("author").GetProperty("name").GetString().ShouldBe("Ana");
        Guid.TryParse(message.GetProperty("id").GetString(), out _).ShouldBeTrue();
        var ofCase = await AllAsync(program, $"/api/v1/cases/{message.GetProperty("caseId").GetString()}/messages");
        ofCase.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(message.GetProperty("id").GetString());
    }

    [Fact]
    public async Task What_failed_is_told_as_a_code_and_in_English_and_old_prose_as_it_is()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        await server.MailAsync("ana@home.example", "Pedido", "mi paquete");
        await server.MailAsync("luc@home.example", "Commande", "mon colis");
        await server.SettleAsync();
        using var program = await server.ProgramAsync(Role.Reader);
        program.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr");
        await server.ReadAsync(db => db.Messages.Where(m => m.Text.Contains("colis")).ExecuteUpdateAsync(m => m.SetProperty(x => x.Failure, "[mail.refused] 550 no such user"), Ct));
        await server.ReadAsync(db => db.Messages.Where(m => m.Text.Contains("paquete")).ExecuteUpdateAsync(m => m.SetProperty(x => x.Failure, "550 no such user"), Ct));
        await server.ReadAsync(db => db.ChannelAccounts.ExecuteUpdateAsync(a => a.SetProperty(x => x.PollFailure, "[line.token-server] 503"), Ct));

        var messages = await AllAsync(program, "/api/v1/messages");
        var coded = messages.Single(m => m.GetProperty("text").GetString()!.Contains("colis", StringComparison.Ordinal));
        coded.GetProperty("failureCode").GetString().ShouldBe("mail.refused");
        coded.GetProperty("failure").GetString().ShouldBe("The mail server refused the mail. Check the customer's address. (550 no such user)");
        var old = messages.Single(m => m.GetProperty("text").GetString()!.Contains("paquete", StringComparison.Ordinal));
        (old.GetProperty("failure").GetString(), old.GetProperty("failureCode").ValueKind).ShouldBe(("550 no such user", JsonValueKind.Null));
        var channel = (await AllAsync(program, "/api/v1/channels")).ShouldHaveSingleItem();
        channel.GetProperty("pollFailureCode").GetString().ShouldBe("line.token-server");
        channel.GetProperty("pollFailure").GetString()!.ShouldStartWith("The provider's token server");
    }

    [Fact]
    public async Task Filters_narrow()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        await server.AddMailboxAsync("shop");
        await server.MailAsync("ana@home.example", "Pedido", "mi paquete");
        await server.MailAsync("luc@home.example", "Commande", "mon colis", "shop");
        await server.SettleAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var cases = await AllAsync(program, "/api/v1/cases");
        var first = cases[0].GetProperty("id").GetString();
        (await program.PostAsJsonAsync($"/api/v1/cases/{first}/tags", new { tag = "parcel" }, Ct)).EnsureSuccessStatusCode();
        (await program.PostAsync($"/api/v1/cases/{cases[1].GetProperty("id").GetString()}/resolve", null, Ct)).EnsureSuccessStatusCode();

        async Task<int> Count(string query) => (await AllAsync(program, "/api/v1/" + query)).Count;
        (await Count("cases?status=open")).ShouldBe(1);
        (await Count("cases?status=resolved")).ShouldBe(1);
        (await Count("cases?tag=parcel")).ShouldBe(1);
        (await Count("cases?channel=x")).ShouldBe(0);
        (await Count("cases?brand=Acme&view=unassigned")).ShouldBe(2);
        (await Count("cases?view=unanswered")).ShouldBe(1);
        (await Count("cases?view=mine")).ShouldBe(0);
        (await Count("cases?q=colis")).ShouldBe(1);
        (await Count($"cases?customer={cases[0].GetProperty("customerId").GetString()}")).ShouldBe(1);
        (await Count("cases?updatedSince=2030-01-01T00:00:00Z")).ShouldBe(0);
        (await Count("cases?updatedSince=2020-01-01")).ShouldBe(2);
        (await Count("messages?direction=outbound")).ShouldBe(0);
        (await Count("messages?since=2030-01-01T00:00:00Z")).ShouldBe(0);
        var account = (await AllAsync(program, "/api/v1/channels")).First(c => c.GetProperty("name").GetString() == "shop").GetProperty("id").GetString();
        (await Count($"messages?account={account}")).ShouldBe(1);
    }

    [Fact]
    public async Task Cases_can_be_told_in_the_order_of_the_inbox_or_of_their_last_message()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        foreach (var i in (int[])[0, 1, 2])
        {
            await server.MailAsync($"customer{i}@home.example", $"Order {i}", "Where is my parcel?");
            await server.SettleAsync();
        }

        using var program = await server.ProgramAsync(Role.Agent);
        async Task<long[]> Numbers(string query) => [.. (await AllAsync(program, "/api/v1/cases?" + query)).Select(c => c.GetProperty("number").GetInt64())];
        (await Numbers("sort=newest&limit=2")).ShouldBe([3, 2, 1]);
        (await Numbers("sort=queue&limit=2")).ShouldBe([1, 2, 3]);

        // The first is answered for: nobody waits there any more. The second writes again.
        (await program.PostAsync("/api/v1/cases/1/no-answer-needed", null, Ct)).EnsureSuccessStatusCode();
        await server.MailAsync("customer1@home.example", "Order 1", "Still nothing.");
        await server.SettleAsync();
        (await Numbers("sort=queue&limit=1")).ShouldBe([2, 3, 1]);
        (await Numbers("sort=queue&status=open&limit=1")).ShouldBe([2, 3, 1]);
        (await Numbers("sort=newest&limit=1")).ShouldBe([3, 2, 1]);
        (await Numbers("sort=activity&limit=2"))[^1].ShouldBe(1);

        var first = await program.GetFromJsonAsync<JsonElement>("/api/v1/cases?sort=queue&limit=1", Ct);
        using var mixed = await program.GetAsync($"/api/v1/cases?sort=activity&limit=1&cursor={first.GetProperty("next").GetString()}", Ct);
        (await ProblemAsync(mixed)).ShouldBe((400, "bad-query"), "a place in one order is none in another");
    }

    [Theory]
    [InlineData("cases?sort=oldest")]
    [InlineData("cases?limit=0")]
    [InlineData("cases?limit=201")]
    [InlineData("cases?limit=ten")]
    [InlineData("cases?cursor=%7Bnonsense%7D")]
    [InlineData("cases?cursor=bm90LWEtcGxhY2U")]
    [InlineData("cases?status=closed")]
    [InlineData("cases?colour=red")]
    [InlineData("cases?department=billing")]
    [InlineData("cases?updatedSince=yesterday-ish")]
    [InlineData("messages?direction=sideways")]
    [InlineData("customers?cursor=!!!")]
    public async Task A_bad_question_is_refused_in_plain_words(string query)
    {
        await using var server = await StartAsync();
        using var program = await server.ProgramAsync(Role.Reader);
        using var response = await program.GetAsync("/api/v1/" + query, Ct);
        (await ProblemAsync(response)).ShouldBe((400, "bad-query"));
    }

    [Fact]
    public async Task Channels_never_tell_a_secret()
    {
        await using var server = await StartAsync();
        await server.AddMailboxAsync();
        using var program = await server.ProgramAsync(Role.Administrator);
        var text = await program.GetStringAsync("/api/v1/channels", Ct);
        text.ShouldNotContain("pipe-token-of-the-tests");
        var channel = JsonDocument.Parse(text).RootElement.GetProperty("items")[0];
        channel.GetProperty("webhookPath").GetString().ShouldBe("/webhooks/mail/help");
        channel.GetProperty("state").GetString().ShouldBe("connected");
    }

    [Fact]
    public async Task People_departments_and_figures_are_listed()
    {
        await using var server = await StartAsync();
        using var program = await server.ProgramAsync(Role.Reader);
        (await AllAsync(program, "/api/v1/departments")).ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("Care");
        (await AllAsync(program, "/api/v1/people")).ShouldBeEmpty();
        (await AllAsync(program, "/api/v1/figures")).Select(f => f.GetProperty("id").GetString()).ShouldContain("direct-answer-rate");
        var department = (await AllAsync(program, "/api/v1/departments"))[0].GetProperty("id").GetString();
        (await AllAsync(program, $"/api/v1/figures?department={department}")).ShouldAllBe(f => f.GetProperty("department").GetString() == department);
        using var unknown = await program.GetAsync($"/api/v1/figures?department={Guid.Empty}", Ct);
        (await ProblemAsync(unknown)).ShouldBe((400, "bad-query"));
        using var backwards = await program.GetAsync("/api/v1/figures?from=2026-02-01&to=2026-01-01", Ct);
        (await ProblemAsync(backwards)).ShouldBe((400, "figures-period"));
    }
}
