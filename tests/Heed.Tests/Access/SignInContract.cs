using System.Net;
using System.Text.RegularExpressions;
using Heed.Server.Access;
using Heed.Storage.Access;
using Heed.Testing;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

/// <summary>Holds on both databases.</summary>
public abstract partial class SignInContract(string kind)
{
    private const string Email = "ana@acme.example";
    private const string Password = "violet tram under snow";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_password_alone_reaches_nothing_before_an_authenticator_is_set_up()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        await JoinAsync(server);
        using var browser = server.Browser();

        var entered = await EnterAsync(browser, Password);

        entered.Headers.Location.ShouldNotBeNull().OriginalString.ShouldContain("/sign-in/set-up");
        foreach (var page in new[] { "/account", "/settings/people", "/inbox" })
            (await browser.GetAsync(page, Ct)).Headers.Location.ShouldNotBeNull().AbsolutePath.ShouldBe("/sign-in");

        var setUp = await browser.GetStringAsync("/sign-in/set-up", Ct);
        setUp.ShouldContain("<path d=\"M4 4h1v1h-1z");
        setUp.ShouldNotContain("style=");
        (await ConfirmAsync(browser, "000000")).ShouldContain("This code is not right");
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        var confirmed = await ConfirmAsync(browser, Totp.Code(KeyIn(setUp)));
        Codes().Count(confirmed).ShouldBe(Authenticator.RecoveryCodes);
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Password_and_code_let_in_and_a_recovery_code_works_once()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (key, recovery) = await JoinFullyAsync(server);

        using var byCode = server.Browser();
        (await EnterAsync(byCode, Password)).Headers.Location.ShouldNotBeNull().OriginalString.ShouldContain("/sign-in/code");
        (await byCode.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await SendCodeAsync(byCode, Totp.Code(key))).Headers.Location.ShouldNotBeNull().AbsolutePathOf().ShouldBe("/");
        (await byCode.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var byRecovery = server.Browser();
        await EnterAsync(byRecovery, Password);
        (await SendCodeAsync(byRecovery, recovery)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        using var again = server.Browser();
        await EnterAsync(again, Password);
        (await (await SendCodeAsync(again, recovery)).Content.ReadAsStringAsync(Ct)).ShouldContain("This code is not right");
    }

    [Fact]
    public async Task Authenticator_keys_and_recovery_codes_are_encrypted_at_rest()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (key, recovery) = await JoinFullyAsync(server);

        var stored = string.Join('\n', await server.ReadAsync(db => db.UserTokens.Select(t => t.Value).ToListAsync(Ct)));

        stored.ShouldNotBeEmpty();
        stored.ShouldNotContain(key, Case.Insensitive);
        stored.ShouldNotContain(recovery, Case.Insensitive);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_right_one_is_then_refused_with_the_same_words()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        await JoinFullyAsync(server);
        using var browser = server.Browser();
        for (var i = 0; i < 5; i++)
            (await (await EnterAsync(browser, "wrong wrong wrong")).Content.ReadAsStringAsync(Ct)).ShouldContain("is not right, or the account is locked");

        var locked = await EnterAsync(browser, Password);

        locked.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await locked.Content.ReadAsStringAsync(Ct)).ShouldContain("is not right, or the account is locked");
        (await server.People.ListAsync(Ct)).ShouldHaveSingleItem().LockedUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_words_as_a_wrong_password_and_is_limited_too()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        using var browser = server.Browser();
        for (var i = 0; i < 10; i++)
            (await (await EnterAsync(browser, "whatever it is")).Content.ReadAsStringAsync(Ct)).ShouldContain("is not right, or the account is locked");

        (await (await EnterAsync(browser, "whatever it is")).Content.ReadAsStringAsync(Ct)).ShouldContain("Too many attempts for this address");
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, _) = await server.SignedInAsync(Role.Administrator);

        (await AccessServer.SendAsync(browser, "/settings/tokens", "create", new() { ["Form.Name"] = "x" }, token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AccessServer.SendAsync(browser, "/sign-in", "password", new() { ["Password.Email"] = Email, ["Password.Password"] = Password }, token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AccessServer.SendAsync(browser, "/sign-out", "", [], token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AccessServer.SendAsync(browser, "/sign-in/passkey", "", [], token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await AccessServer.SendAsync(browser, "/account/passkey", "", [], token: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await server.Tokens.ListAsync(Ct)).ShouldBeEmpty();
        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_passkey_answer_that_nobody_asked_for_is_refused_calmly()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        using var browser = server.Browser();

        foreach (var credential in new[] { "", "{}", "not json", "{\"id\":\"x\"}" })
            (await (await AccessServer.SendFormAsync(browser, "/sign-in", "passkey", new() { ["Passkey.Credential"] = credential })).Content.ReadAsStringAsync(Ct)).ShouldContain("This passkey is not known here");
    }

    [Fact]
    public async Task Signing_in_leads_only_to_pages_of_our_own()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (key, _) = await JoinFullyAsync(server);
        using var browser = server.Browser();
        var entered = await AccessServer.SendFormAsync(browser, "/sign-in?ReturnUrl=https%3A%2F%2Fevil.example%2F", "password", new() { ["Password.Email"] = Email, ["Password.Password"] = Password });
        var code = entered.Headers.Location.ShouldNotBeNull().PathAndQueryOf();

        code.ShouldNotContain("evil");
        (await AccessServer.SendFormAsync(browser, "/sign-in/code?ReturnUrl=%2F%2Fevil.example", "code", new() { ["Form.Code"] = Totp.Code(key) })).Headers.Location.ShouldNotBeNull().OriginalString.ShouldNotContain("evil");
    }

    [Fact]
    public async Task Signing_out_ends_the_session()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, _) = await server.SignedInAsync(Role.Agent);
        var page = await browser.GetStringAsync("/account", Ct);

        (await AccessServer.SendAsync(browser, "/sign-out", "", [], AccessServer.TokenIn(page, "preferences"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await browser.GetAsync("/account", Ct)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task JoinAsync(AccessServer server)
    {
        var invited = (await server.People.InviteAsync(Email, "Ana", Role.Agent, [], null, Ct)).ShouldBeOfType<Invited.Link>();
        using var browser = server.Browser();
        (await AccessServer.SendFormAsync(browser, invited.Issued.Path, "join", new() { ["Form.Name"] = "Ana", ["Form.Password"] = Password })).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static async Task<(string Key, string Recovery)> JoinFullyAsync(AccessServer server)
    {
        await JoinAsync(server);
        using var browser = server.Browser();
        await EnterAsync(browser, Password);
        var key = KeyIn(await browser.GetStringAsync("/sign-in/set-up", Ct));
        var confirmed = await ConfirmAsync(browser, Totp.Code(key));
        return (key, Codes().Match(confirmed).Groups[1].Value);
    }

    private static Task<HttpResponseMessage> EnterAsync(HttpClient browser, string password) =>
        AccessServer.SendFormAsync(browser, "/sign-in", "password", new() { ["Password.Email"] = Email, ["Password.Password"] = password });

    private static async Task<string> ConfirmAsync(HttpClient browser, string code) =>
        await (await AccessServer.SendFormAsync(browser, "/sign-in/set-up", "set-up", new() { ["Form.Code"] = code })).Content.ReadAsStringAsync(Ct);

    private static Task<HttpResponseMessage> SendCodeAsync(HttpClient browser, string code) =>
        AccessServer.SendFormAsync(browser, "/sign-in/code", "code", new() { ["Form.Code"] = code });

    private static string KeyIn(string page) => Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex("<code class=\"access-key\">([a-z2-7 ]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex Codes();
}

public sealed class SqliteSignInTests() : SignInContract("sqlite");

public sealed class PostgresSignInTests() : SignInContract("postgres");
