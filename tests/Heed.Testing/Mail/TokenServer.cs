using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heed.Testing.Mail;

/// <summary>An OAuth 2.0 provider on loopback: gives access tokens for refresh tokens that work once, and tells Dovecot whose a token is.</summary>
public sealed class TokenServer : IAsyncDisposable
{
    public const string ClientId = "heed";
    public const string ClientSecret = "heed-secret";

    private readonly ConcurrentDictionary<string, string> grants = new();
    private readonly ConcurrentDictionary<string, string> users = new();
    private readonly WebApplication app;
    private int issued;

    private TokenServer(WebApplication app) => this.app = app;

    public string TokenUrl => app.Urls.First() + "/token";

    public string IntrospectUrl => app.Urls.First() + "/introspect?token=";

    /// <summary>How long a token lives, as told to whoever asks; nobody enforces it here.</summary>
    public int LifeSeconds { get; set; } = 3600;

    /// <summary>Set, it is the status of every answer of /token.</summary>
    public int? Trouble { get; set; }

    /// <summary>The refresh tokens that were handed in, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<TokenServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new TokenServer(app);
        app.MapPost("/token", server.Token).DisableAntiforgery();
        app.MapGet("/introspect", server.Introspect);
        await app.StartAsync();
        return server;
    }

    /// <summary>A refresh token for a user.</summary>
    public string Grant(string user)
    {
        var refresh = $"refresh-{user}-{Interlocked.Increment(ref issued)}";
        grants[refresh] = user;
        return refresh;
    }

    /// <summary>No access token of this user is worth anything from now on; the grant still is.</summary>
    public void Withdraw(string user)
    {
        foreach (var token in users.Where(t => t.Value == user).Select(t => t.Key))
            users.TryRemove(token, out _);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        Asked.Enqueue(form["refresh_token"].ToString());
        if (Trouble is { } status)
            return Results.StatusCode(status);
        if (form["grant_type"] != "refresh_token" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret)
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        if (!grants.TryRemove(form["refresh_token"].ToString(), out var user))
            return Results.Json(new { error = "invalid_grant", error_description = "Token has been expired or revoked." }, statusCode: 400);

        var access = string.Create(CultureInfo.InvariantCulture, $"access-{user}-{Interlocked.Increment(ref issued)}");
        users[access] = user;
        return Results.Json(new { access_token = access, refresh_token = Grant(user), expires_in = LifeSeconds, token_type = "Bearer" });
    }

    private IResult Introspect(string token) => users.TryGetValue(token, out var user)
        ? Results.Json(new { active = true, email = user })
        : Results.Json(new { active = false });
}
