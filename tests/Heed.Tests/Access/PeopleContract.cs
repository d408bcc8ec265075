using System.Net;
using System.Security.Claims;
using Heed.Server.Access;
using Heed.Storage.Access;
using Heed.Storage.Settings;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

/// <summary>Holds on both databases.</summary>
public abstract class PeopleContract(string kind)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disabling_someone_ends_their_session_within_a_minute()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, id) = await server.SignedInAsync(Role.Agent);
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await server.People.DisableAsync(id, Ct)).ShouldBe(PersonChange.Done);
        server.Clock.Advance(TimeSpan.FromSeconds(61));

        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task A_session_slides_while_used_and_ends_after_twelve_idle_hours()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, id) = await server.SignedInAsync(Role.Agent);
        for (var i = 0; i < 3; i++)
        {
            Pass(TimeSpan.FromHours(7));
            (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await server.People.ListAsync(Ct)).Single(p => p.Id == id).LastSeenAt.ShouldNotBeNull().ShouldBeGreaterThan(server.Clock.GetUtcNow().AddMinutes(-1));
        Pass(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        // Advancing would fire every timer of the server for each period of forty hours, the better part of a minute; a session only asks what time it is.
        void Pass(TimeSpan time) => server.Clock.AdjustTime(server.Clock.GetUtcNow() + time);
    }

    [Fact]
    public async Task The_last_administrator_keeps_the_role_and_the_account()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var only = await server.People.AddAsync("a@acme.example", "A", Role.Administrator, [], Ct);

        (await server.People.SetRoleAsync(only, Role.Agent, Ct)).ShouldBe(PersonChange.LastAdministrator);
        (await server.People.DisableAsync(only, Ct)).ShouldBe(PersonChange.LastAdministrator);

        var second = await server.People.AddAsync("b@acme.example", "B", Role.Administrator, [], Ct);
        (await server.People.DisableAsync(only, Ct)).ShouldBe(PersonChange.Done);
        (await server.People.SetRoleAsync(second, Role.Lead, Ct)).ShouldBe(PersonChange.LastAdministrator);
        (await server.People.DisableAsync(Guid.CreateVersion7(), Ct)).ShouldBe(PersonChange.NotFound);
    }

    [Fact]
    public async Task Of_two_administrators_who_demote_each_other_at_once_one_remains()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var a = await server.People.AddAsync("a@acme.example", "A", Role.Administrator, [], Ct);
        var b = await server.People.AddAsync("b@acme.example", "B", Role.Administrator, [], Ct);

        var changes = await Task.WhenAll(server.People.SetRoleAsync(a, Role.Agent, Ct), server.People.SetRoleAsync(b, Role.Agent, Ct));

        changes.ShouldBe([PersonChange.Done, PersonChange.LastAdministrator], ignoreOrder: true);
        (await server.People.ListAsync(Ct)).Count(p => p.Role == Role.Administrator).ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_administrators_demoted_and_disabled_at_once_exactly_one_remains()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < 6; i++)
                await server.People.AddAsync($"a{round}-{i}@acme.example", $"A{i}", Role.Administrator, [], Ct);
            var before = (await server.People.ListAsync(Ct)).Where(p => p is { Role: Role.Administrator, Disabled: false }).Select(p => p.Id).ToList();

            var changes = await Task.WhenAll(before.Select((id, i) => Task.Run(() => i % 2 == 0 ? server.People.SetRoleAsync(id, Role.Agent, Ct) : server.People.DisableAsync(id, Ct), Ct)));

            changes.Count(c => c == PersonChange.LastAdministrator).ShouldBe(1);
            changes.Count(c => c == PersonChange.Done).ShouldBe(before.Count - 1);
            (await server.People.ListAsync(Ct)).Count(p => p is { Role: Role.Administrator, Disabled: false }).ShouldBe(1);
        }
    }

    [Fact]
    public async Task An_administrator_invites_on_the_screen_with_departments()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var department = new Department { Id = Guid.CreateVersion7(), Name = "Billing", Calendar = "{}" };
        await server.ReadAsync(async db => db.Add(department).Context is { } c && await c.SaveChangesAsync(Ct) > 0);
        var (admin, _) = await server.SignedInAsync(Role.Administrator);

        var made = await (await AccessServer.SendFormAsync(admin, "/settings/people", "invite", new()
        {
            ["Form.Email"] = "ana@acme.example",
            ["Form.Name"] = "Ana",
            ["Form.Role"] = "Agent",
            ["Form.Departments"] = department.Id.ToString(),
        })).Content.ReadAsStringAsync(Ct);

        var path = made[made.IndexOf("/access/link/", StringComparison.Ordinal)..].Split('<')[0];
        using var browser = server.Browser();
        (await browser.GetStringAsync(path, Ct)).ShouldContain("ana@acme.example");
        await AccessServer.SendFormAsync(browser, path, "join", new() { ["Form.Name"] = "Ana P.", ["Form.Password"] = "violet tram under snow" });
        var ana = (await server.People.ListAsync(Ct)).Single(p => p.Email == "ana@acme.example");
        ana.ShouldSatisfyAllConditions(p => p.Name.ShouldBe("Ana P."), p => p.Departments.ShouldBe([department.Id]), p => p.HasPassword.ShouldBeTrue(), p => p.HasAuthenticator.ShouldBeFalse());
        (await server.People.InviteAsync("ANA@acme.example", null, Role.Agent, [], null, Ct)).ShouldBeOfType<Invited.AlreadyHere>();
        (await server.People.InviteAsync("no address", null, Role.Agent, [], null, Ct)).ShouldBeOfType<Invited.NotAnAddress>();
    }

    [Fact]
    public async Task An_administrator_changes_a_role_and_makes_a_link_on_the_screen()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (admin, adminId) = await server.SignedInAsync(Role.Administrator);
        var ana = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);

        await AccessServer.SendFormAsync(admin, "/settings/people", $"person-{ana}", new() { ["Form.Id"] = ana.ToString(), ["Form.Role"] = "Lead", ["Form.Act"] = "save" });
        (await server.People.ListAsync(Ct)).Single(p => p.Id == ana).Role.ShouldBe(Role.Lead);

        (await (await AccessServer.SendFormAsync(admin, "/settings/people", $"person-{ana}", new() { ["Form.Id"] = ana.ToString(), ["Form.Act"] = "link" })).Content.ReadAsStringAsync(Ct))
            .ShouldContain("/access/link/");
        (await (await AccessServer.SendFormAsync(admin, "/settings/people", $"person-{adminId}", new() { ["Form.Id"] = adminId.ToString(), ["Form.Act"] = "disable" })).Content.ReadAsStringAsync(Ct))
            .ShouldContain("This is the last administrator");
    }

    [Fact]
    public async Task Preferences_are_kept_with_the_person_and_shown_at_once()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, id) = await server.SignedInAsync(Role.Reader);

        (await AccessServer.SendFormAsync(browser, "/account", "preferences", new()
        {
            ["Form.Name"] = "Inés",
            ["Form.Language"] = "es",
            ["Form.TimeZone"] = "Europe/Madrid",
            ["Form.Theme"] = "dark",
        })).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var page = await browser.GetStringAsync("/account", Ct);
        page.ShouldContain("Su cuenta");
        page.ShouldContain("data-theme=\"dark\"");
        var user = await server.ReadAsync(db => db.Users.SingleAsync(u => u.Id == id, Ct));
        user.ShouldSatisfyAllConditions(u => u.Name.ShouldBe("Inés"), u => u.Language.ShouldBe("es"), u => u.TimeZone.ShouldBe("Europe/Madrid"), u => u.Theme.ShouldBe("dark"), u => u.Shortcuts.ShouldBeFalse());
    }

    [Fact]
    public async Task A_passkey_is_kept_and_found_again_and_the_account_page_shows_it()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, id) = await server.SignedInAsync(Role.Agent);
        byte[] credential = [1, 2, 3, 4];
        using (var scope = server.App.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var user = (await users.FindByIdAsync(id.ToString())).ShouldNotBeNull();
            var made = new UserPasskeyInfo(credential, [5], server.Clock.GetUtcNow(), 7, ["usb"], true, true, false, [6], [7]) { Name = "Key of the drawer" };
            (await users.AddOrUpdatePasskeyAsync(user, made)).Succeeded.ShouldBeTrue();
        }

        using (var scope = server.App.Services.CreateScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
            var user = (await users.FindByPasskeyIdAsync(credential)).ShouldNotBeNull();
            user.Id.ShouldBe(id);
            (await users.GetPasskeysAsync(user)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.SignCount.ShouldBe(7u), p => p.Name.ShouldBe("Key of the drawer"));
        }

        // Its cards once read over one connection at the same moment; SQLite never noticed.
        for (var i = 0; i < 10; i++)
            (await browser.GetStringAsync("/account", Ct)).ShouldContain("Key of the drawer");
    }

    [Fact]
    public async Task Screens_held_open_ask_again_whether_their_person_may_stay()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        using var scope = server.App.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>().ShouldBeOfType<CircuitRevalidation>();
    }

    [Fact]
    public void An_actor_is_a_person_or_a_token_and_never_nobody()
    {
        var id = Guid.CreateVersion7();
        Actor.Of(new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id.ToString()), new(ClaimTypes.Name, "Ana"), new(ClaimTypes.Role, "Lead")], "test"))).ShouldBe(new Actor(id, "Ana", Role.Lead));
        Actor.Of(new(new ClaimsIdentity([new(ClaimTypes.Name, "Warehouse"), new(ClaimTypes.Role, "Reader")], "test"))).ShouldBe(new Actor(null, "Warehouse", Role.Reader));
        Should.Throw<InvalidOperationException>(() => Actor.Of(new(new ClaimsIdentity())));
    }
}

public sealed class SqlitePeopleTests() : PeopleContract("sqlite");

public sealed class PostgresPeopleTests() : PeopleContract("postgres");
