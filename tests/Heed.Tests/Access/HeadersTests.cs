using System.Net;
using Heed.Server.Access;
using Heed.Storage.Access;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

public sealed class HeadersTests
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; manifest-src 'self'";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_carries_one_content_security_policy_without_unsafe_inline()
    {
        await using var server = await AccessServer.StartAsync();
        var (browser, _) = await server.SignedInAsync(Role.Administrator);
        foreach (var path in new[] { "/sign-in", "/account", "/settings/people", "/settings/tokens", "/css/tokens.css", "/access/passkey.js", "/no/such/page", "/access/link/x" })
        {
            var answer = await browser.GetAsync(path, Ct);
            answer.Headers.GetValues("Content-Security-Policy").ShouldBe([Policy], path);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"], path);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"], path);
            answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"], path);
            answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["same-origin"], path);
            answer.Headers.Contains("Permissions-Policy").ShouldBeTrue(path);
            answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse("plain http");
        }

        Policy.ShouldNotContain("unsafe-inline");
    }

    [Fact]
    public async Task Pages_hold_no_inline_script_or_style()
    {
        await using var server = await AccessServer.StartAsync();
        var (browser, _) = await server.SignedInAsync(Role.Administrator);
        foreach (var path in new[] { "/sign-in", "/account", "/settings/people", "/settings/tokens", "/access/link/x" })
        {
            var page = await browser.GetStringIfAnyAsync(path, Ct);
            page.ShouldNotContain(" style=", Case.Insensitive, path);
            page.ShouldNotContain("<style", Case.Insensitive, path);
            page.ShouldNotContain(" onclick=", Case.Insensitive, path);
            page.ShouldNotContain("<script>", Case.Insensitive, path);
        }
    }

    [Fact]
    public async Task On_https_cookies_are_locked_to_the_host_and_the_browser_is_told_to_stay()
    {
        await using var server = await AccessServer.StartAsync(options =>
        {
            options.PublicUrl = "https://heed.acme.example";
            options.KnownProxies = ["127.0.0.0/8"];
        });
        using var browser = server.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        var answer = await browser.GetAsync("/sign-in", Ct);

        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.Contains("heed-form", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldStartWith("__host-heed-form=");
        foreach (var word in new[] { "; secure", "; httponly", "; path=/", "; samesite=strict" })
            cookie.ShouldContain(word);
    }

    [Fact]
    public async Task Forwarded_headers_of_a_stranger_are_not_believed()
    {
        await using var server = await AccessServer.StartAsync(options => options.KnownProxies = ["10.1.2.3"]);
        using var browser = server.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        (await browser.GetAsync("/sign-in", Ct)).Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        await using var server = await AccessServer.StartAsync();
        var id = await server.People.AddAsync("ana@acme.example", "Ana", Role.Agent, [], Ct);
        using var browser = server.Browser();

        var entered = await AccessServer.SendFormAsync(browser, (await server.Links.CreateSignInAsync(id, AccessLinks.SignInLifetime, Ct)).Path, "sign-in", []);

        var cookie = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("heed=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("; httponly");
        cookie.ShouldContain("; samesite=lax");
    }

    [Fact]
    public async Task A_page_above_ones_role_says_so_and_a_program_gets_the_status_alone()
    {
        await using var server = await AccessServer.StartAsync();
        var (agent, _) = await server.SignedInAsync(Role.Agent);

        var page = await agent.GetAsync("/settings/people", Ct);
        page.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await page.Content.ReadAsStringAsync(Ct)).ShouldContain("Not for your role");

        using var nobody = server.Browser();
        nobody.DefaultRequestHeaders.Remove("Accept");
        (await nobody.GetAsync("/api/v1/anything", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

file static class Pages
{
    public static async Task<string> GetStringIfAnyAsync(this HttpClient browser, string path, CancellationToken ct) => await (await browser.GetAsync(path, ct)).Content.ReadAsStringAsync(ct);
}
