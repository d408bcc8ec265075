using System.Net;
using Heed.Channels.X;
using Heed.Core.Channels;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XTokensTests
{
    private static readonly Dictionary<string, string> Expired = new() { ["access-token"] = "old", ["refresh-token"] = "r1", ["client-secret"] = "cs" };
    private static readonly Dictionary<string, string> Client = new() { ["client-id"] = "ci" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Expired_token_is_renewed_once_stored_and_used()
    {
        var stored = new List<IReadOnlyDictionary<string, string>>();
        var channel = new XChannel(TimeProvider.System, (_, secrets, _) =>
        {
            stored.Add(secrets);
            return Task.CompletedTask;
        });
        await using var x = await ServerAsync();
        var account = Account(x.Address, settings: Client, secrets: Expired);

        // All callers still hold the account as it was; X takes a refresh token once.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => channel.SendAsync(account, Message("reply", "hi"), x.Http, Ct)));
        outcomes.ShouldAllBe(o => o is SendOutcome.Sent);
        stored.ShouldHaveSingleItem().ShouldBe(new Dictionary<string, string> { ["access-token"] = "new1", ["refresh-token"] = "r2" }, ignoreOrder: true);

        var renewal = x.Requests.Where(r => r.Path == "/2/oauth2/token").ShouldHaveSingleItem();
        renewal.Body.ShouldBe("grant_type=refresh_token&refresh_token=r1");
        renewal.Authorization.ShouldBe("Basic Y2k6Y3M=");
    }

    [Fact]
    public async Task Token_is_not_renewed_without_a_place_to_store_it()
    {
        await using var x = await ServerAsync();
        var outcome = await new XChannel(TimeProvider.System, null).SendAsync(Account(x.Address, settings: Client, secrets: Expired), Message("reply", "hi"), x.Http, Ct);
        outcome.ShouldBeOfType<SendOutcome.Disconnected>();
        x.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refused_renewal_disconnects()
    {
        await using var x = await XScript.AnswerAsync(HttpStatusCode.Unauthorized, "{}");
        var channel = new XChannel(TimeProvider.System, (_, _, _) => throw new InvalidOperationException("nothing to store"));
        (await channel.SendAsync(Account(x.Address, settings: Client, secrets: Expired), Message("reply", "hi"), x.Http, Ct)).ShouldBeOfType<SendOutcome.Disconnected>();
        x.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_server_that_stumbles_costs_another_try_and_not_the_account()
    {
        await using var x = await XScript.StartAsync((asked, context) =>
            XScript.WriteAsync(context, asked.Path == "/2/oauth2/token" ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Unauthorized, "{}"));
        var channel = new XChannel(TimeProvider.System, (_, _, _) => throw new InvalidOperationException("nothing to store"));
        var outcome = await channel.SendAsync(Account(x.Address, settings: Client, secrets: Expired), Message("reply", "hi"), x.Http, Ct);
        outcome.ShouldBeOfType<SendOutcome.Retry>().Why.ShouldBe(LineTrouble.TokenServer.As("503"));
    }

    private static Task<XScript> ServerAsync() => XScript.StartAsync((asked, context) => asked switch
    {
        { Path: "/2/oauth2/token" } => XScript.WriteAsync(context, HttpStatusCode.OK, """{"access_token":"new1","refresh_token":"r2","expires_in":7200}"""),
        { Authorization: "Bearer new1" } => XScript.WriteAsync(context, HttpStatusCode.Created, """{"data":{"id":"1"}}"""),
        _ => XScript.WriteAsync(context, HttpStatusCode.Unauthorized, "{}"),
    });
}
