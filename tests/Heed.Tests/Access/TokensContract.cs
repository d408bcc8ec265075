using System.Net;
using System.Text;
using Heed.Server.Access;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

/// <summary>Holds on both databases.</summary>
public abstract class TokensContract(string kind)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_acts_under_its_name_and_role_until_it_is_revoked()
    {
        await using var server = await AccessServer.StartAsync(map: app => app.MapGet("/api/whoami", (HttpContext http) => Actor.Of(http.User)).RequireAuthorization(Policies.Answer), kind: kind);
        var made = (await server.Tokens.CreateAsync("Warehouse", Role.Agent, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        using var program = server.Browser();
        program.DefaultRequestHeaders.Authorization = new("Bearer", made.Text);

        (await program.GetStringAsync("/api/whoami", Ct)).ShouldBe("""{"userId":null,"name":"Warehouse","role":"agent"}""");
        (await program.GetAsync("/settings/people", Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await server.Tokens.RevokeAsync(made.Id, Ct)).ShouldBeTrue();
        (await program.GetAsync("/api/whoami", Ct)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_in_the_database()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var made = (await server.Tokens.CreateAsync("Warehouse", Role.Agent, Ct)).ShouldBeOfType<TokenOutcome.Made>();

        made.Text.ShouldStartWith("heed_");
        made.Text.Length.ShouldBe("heed_".Length + 43);
        (await server.ReadAsync(db => db.ApiTokens.SingleAsync(Ct))).TokenHash.ShouldBe(Secret.Hash(made.Text));
        if (kind != "sqlite")
            return; // there is no one file to look through
        var file = await server.ReadAsync(async db =>
        {
            await db.Database.ExecuteSqlRawAsync("pragma wal_checkpoint(truncate)", Ct);
            await using var stream = new FileStream(new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy, Ct);
            return copy.ToArray();
        });
        file.AsSpan().IndexOf("Warehouse"u8).ShouldBeGreaterThan(0);
        file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(made.Text["heed_".Length..])).ShouldBe(-1);
    }

    [Fact]
    public async Task Last_use_is_written_once_a_minute()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var made = (await server.Tokens.CreateAsync("Warehouse", Role.Agent, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        await server.Tokens.FindAsync(made.Text, Ct);
        var first = (await server.Tokens.ListAsync(Ct)).ShouldHaveSingleItem().LastUsedAt.ShouldNotBeNull();

        server.Clock.Advance(TimeSpan.FromSeconds(59));
        await server.Tokens.FindAsync(made.Text, Ct);
        (await server.Tokens.ListAsync(Ct))[0].LastUsedAt.ShouldBe(first);

        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Tokens.FindAsync(made.Text, Ct);
        (await server.Tokens.ListAsync(Ct))[0].LastUsedAt.ShouldBe(first.AddMinutes(1));
    }

    [Fact]
    public async Task A_name_is_used_once_and_needed()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        await server.Tokens.CreateAsync("Warehouse", Role.Agent, Ct);

        (await server.Tokens.CreateAsync(" Warehouse ", Role.Reader, Ct)).ShouldBeOfType<TokenOutcome.NameTaken>();
        (await server.Tokens.CreateAsync("  ", Role.Reader, Ct)).ShouldBeOfType<TokenOutcome.NameMissing>();
    }

    [Fact]
    public async Task An_administrator_makes_a_token_on_the_screen_and_sees_it_once()
    {
        await using var server = await AccessServer.StartAsync(kind: kind);
        var (browser, _) = await server.SignedInAsync(Role.Administrator);

        var made = await (await AccessServer.SendFormAsync(browser, "/settings/tokens", "create", new() { ["Form.Name"] = "Warehouse", ["Form.Role"] = "Agent" })).Content.ReadAsStringAsync(Ct);

        made.ShouldContain("<code id=\"once\">heed_");
        var later = await browser.GetStringAsync("/settings/tokens", Ct);
        later.ShouldContain("Warehouse");
        later.ShouldNotContain("heed_");
        var token = (await server.Tokens.ListAsync(Ct)).ShouldHaveSingleItem();
        await AccessServer.SendFormAsync(browser, "/settings/tokens", $"revoke-{token.Id}", new() { ["Form.Id"] = token.Id.ToString() });
        (await server.Tokens.ListAsync(Ct))[0].RevokedAt.ShouldNotBeNull();
    }
}

public sealed class SqliteTokensTests() : TokensContract("sqlite");

public sealed class PostgresTokensTests() : TokensContract("postgres");
