using System.Net;
using Heed.Server.Access;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

/// <summary>Holds on both databases.</summary>
public abstract class LinksContract(string kind)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_five_uses_at_once_exactly_one_wins()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var id = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);
        var link = await server.Links.CreateSignInAsync(id, AccessLinks.SignInLifetime, Ct);
        var browsers = Enumerable.Range(0, 5).Select(_ => server.Browser()).ToArray();
        var tokens = await Task.WhenAll(browsers.Select(async b => AccessServer.TokenIn(await b.GetStringAsync(link.Path, Ct), "sign-in")));

        var answers = await Task.WhenAll(browsers.Zip(tokens, (b, token) => AccessServer.SendAsync(b, link.Path, "sign-in", [], token)));

        answers.Count(a => a.StatusCode == HttpStatusCode.Redirect).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Gone).ShouldBe(4);
        var winner = browsers[Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.Redirect)];
        (await winner.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var loser in browsers.Where(b => b != winner))
            (await loser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Looking_at_a_link_does_not_use_it_and_only_its_hash_is_kept()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var id = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);
        var link = await server.Links.CreateSignInAsync(id, AccessLinks.SignInLifetime, Ct);
        using var preview = server.Browser();
        await preview.GetStringAsync(link.Path, Ct);
        await preview.GetStringAsync(link.Path, Ct);

        using var browser = server.Browser();
        (await AccessServer.SendFormAsync(browser, link.Path, "sign-in", [])).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var secret = link.Path.Split('/')[^1];
        var row = await server.ReadAsync(db => db.AccessLinks.SingleAsync(l => l.Id == link.Id, Ct));
        row.TokenHash.ShouldBe(Secret.Hash(secret));
        row.TokenHash.Length.ShouldBe(32);
    }

    [Fact]
    public async Task A_link_expires()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var id = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);
        var link = await server.Links.CreateSignInAsync(id, TimeSpan.FromMinutes(10), Ct);
        using var browser = server.Browser();
        var token = AccessServer.TokenIn(await browser.GetStringAsync(link.Path, Ct), "sign-in");

        server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await AccessServer.SendAsync(browser, link.Path, "sign-in", [], token)).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await browser.GetAsync(link.Path, Ct)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_disabled_person_is_not_let_in_by_a_link_made_before()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var id = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);
        var link = await server.Links.CreateSignInAsync(id, AccessLinks.SignInLifetime, Ct);

        (await server.People.DisableAsync(id, Ct)).ShouldBe(PersonChange.Done);

        using var browser = server.Browser();
        (await browser.GetAsync(link.Path, Ct)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await server.People.SignInLinkAsync(id, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Knocking_too_often_is_refused_with_a_page()
    {
        await using var server = await AccessServer.StartAsync(options => options.SignInsPerMinute = 3, kind: kind);
        using var browser = server.Browser();
        for (var i = 0; i < 3; i++)
            (await browser.GetAsync("/access/link/guess" + i, Ct)).StatusCode.ShouldBe(HttpStatusCode.Gone);

        var refused = await browser.GetAsync("/access/link/guess", Ct);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("A little slower");
    }

    [Fact]
    public async Task The_first_administrator_joins_by_the_first_link_and_there_is_no_second()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var replaced = (await server.Links.EnsureFirstAdministratorLinkAsync(Ct)).ShouldNotBeNull();
        var link = (await server.Links.EnsureFirstAdministratorLinkAsync(Ct)).ShouldNotBeNull();
        (await server.Links.LookAsync(replaced.Path.Split('/')[^1], Ct)).ShouldBeNull();
        using var browser = server.Browser();

        var joined = await AccessServer.SendFormAsync(browser, link.Path, "join", new()
        {
            ["Form.Email"] = "first@acme.example",
            ["Form.Name"] = "First",
            ["Form.Language"] = "fr",
            ["Form.Password"] = "quatre mots sans rapport",
        });

        joined.Headers.Location.ShouldNotBeNull().OriginalString.ShouldEndWith("/sign-in/set-up");
        var person = (await server.People.ListAsync(Ct)).ShouldHaveSingleItem();
        person.ShouldSatisfyAllConditions(p => p.Role.ShouldBe(Role.Administrator), p => p.Name.ShouldBe("First"), p => p.Email.ShouldBe("first@acme.example"));
        (await server.Links.EnsureFirstAdministratorLinkAsync(Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task A_refused_password_does_not_burn_the_invitation()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var invited = (await server.People.InviteAsync("bo@acme.example", "Bo", Role.Lead, [], null, Ct)).ShouldBeOfType<Invited.Link>();
        using var browser = server.Browser();

        var refused = await AccessServer.SendFormAsync(browser, invited.Issued.Path, "join", new() { ["Form.Name"] = "Bo", ["Form.Password"] = "password1234" });
        (await refused.Content.ReadAsStringAsync(Ct)).ShouldContain("among the first that anyone would try");
        var joined = await AccessServer.SendFormAsync(browser, invited.Issued.Path, "join", new() { ["Form.Name"] = "Bo", ["Form.Password"] = "violet tram under snow" });

        joined.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await server.People.ListAsync(Ct)).ShouldHaveSingleItem().Role.ShouldBe(Role.Lead);
    }
}

public sealed class SqliteLinksTests() : LinksContract("sqlite");

public sealed class PostgresLinksTests() : LinksContract("postgres");
