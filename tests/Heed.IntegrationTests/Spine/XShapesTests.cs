using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Server.Access;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage.Access;
using Heed.Storage.Settings;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

/// <summary>X as some accounts meet it: with OAuth 2.0 tokens that end, and with the webhooks of the older Account Activity API.</summary>
public sealed class XShapesTests
{
    private static readonly Actor Agent = new(null, "Nadia", Role.Agent);
    private static readonly Speaker Jo = new("900", "Jo", "jo");

    private static readonly BrandAccount Acme = new() { Network = "x", Account = "acme", ExternalId = "100", Secret = "x-secret", Handle = "acme" };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_token_that_ended_is_renewed_again_and_again_and_each_grant_is_kept(string kind)
    {
        await using var stage = await Stage.SetAsync(
            kind,
            Acme with { Token = "a1", RefreshToken = "r1", ClientId = "ci", ClientSecret = "cs", TokenEndsAt = DateTimeOffset.UnixEpoch },
            new() { ["client-id"] = "ci" },
            new() { ["access-token"] = "a1", ["refresh-token"] = "r1", ["client-secret"] = "cs" });
        await stage.SayAsync("mention", "@acme hello?");
        await stage.ReplyAsync(Visibility.Public, "Hello Jo!");
        var first = await stage.SecretsAsync();
        first["refresh-token"].ShouldNotBe("r1");
        first["refresh-token"].ShouldBe(stage.Sandbox.Account("x", "acme").RefreshToken);

        stage.Sandbox.Register(stage.Sandbox.Account("x", "acme") with { TokenEndsAt = DateTimeOffset.UnixEpoch });
        await stage.ReplyAsync(Visibility.Public, "Anything else?");
        (await stage.SecretsAsync())["refresh-token"].ShouldBe(stage.Sandbox.Account("x", "acme").RefreshToken);
        (await stage.SecretsAsync())["refresh-token"].ShouldNotBe(first["refresh-token"]);

        // A grant that was used up elsewhere is worth nothing: the account says so, in words and as a code.
        stage.Sandbox.Register(stage.Sandbox.Account("x", "acme") with { TokenEndsAt = DateTimeOffset.UnixEpoch, RefreshToken = "spent" });
        await TestHeed.EventuallyAsync(async () => (await stage.RowAsync()).State == ChannelAccountState.Disconnected, seconds: 60);
        var reason = (await stage.RowAsync()).StateReason;
        ChannelWords.CodeOf(reason).ShouldBe("x.token-refused");
        stage.Heed.Get<ChannelWords>().Tell(reason, ChannelWords.English).ShouldNotBeNull().ShouldStartWith("X refuses the account's token");
    }

    [Theory]
    [InlineData("sqlite", "account-activity")]
    [InlineData("postgres", "account-activity")]
    [InlineData("sqlite", "both")]
    [InlineData("postgres", "both")]
    public async Task The_older_webhooks_tell_the_same_story_and_both_at_once_tell_it_once(string kind, string webhooks)
    {
        await using var stage = await Stage.SetAsync(kind, Acme with { Webhooks = webhooks }, [], []);
        var complaint = "@acme 😀 my parcel & the <other> one never came, see https://jo.example/photos/42 for what stands in front of my door instead; "
            + "nobody answers the phone, and the shop in the rue de la République says that it can not help either.";
        await stage.SayAsync("mention", complaint);
        await stage.ReplyAsync(Visibility.Public, "Sorry, Jo! Please send us the number by private message.");
        await stage.SayAsync("dm", "order 42");
        await stage.ReplyAsync(Visibility.Private, "Thank you, it leaves today.");
        await stage.Sandbox.NativeAsync(new NativeRequest("x", "acme", "dm", "900", "It has left!"), Ct);
        await stage.QuietAsync();

        await using var db = stage.Heed.Db();
        var c = await db.Cases.AsNoTracking().SingleAsync(Ct);
        (c.InboundCount, c.OutboundCount).ShouldBe((2, 3));
        c.WaitingSince.ShouldBeNull();
        var messages = await db.Messages.AsNoTracking().OrderBy(m => m.At).ToListAsync(Ct);
        messages.Count(m => m.Text == complaint).ShouldBe(1);
        messages.Where(m => m.Direction == Direction.Inbound).ShouldAllBe(m => m.AuthorName == "Jo");
        messages.Where(m => m.Direction == Direction.Outbound).ShouldAllBe(m => m.State != MessageState.Failed && m.ExternalId != null);
        (await db.SetAsides.CountAsync(Ct)).ShouldBe(0);
    }

    private sealed class Stage(TestDatabase database, TestHeed heed, SandboxHandle sandbox, string folder) : IAsyncDisposable
    {
        public TestHeed Heed => heed;

        public SandboxHandle Sandbox => sandbox;

        public static async Task<Stage> SetAsync(string kind, BrandAccount account, Dictionary<string, string> settings, Dictionary<string, string> secrets)
        {
            var database = await TestDatabase.CreateAsync(kind);
            var heed = await TestHeed.StartAsync(database, o => o.PollSeconds = 2);
            var folder = Directory.CreateTempSubdirectory("heed-sandbox-").FullName;
            var sandbox = await SandboxHost.StartAsync(
                new SandboxOptions { Urls = "http://127.0.0.1:0", SmtpPort = 0, Data = folder, Heed = heed.Address.ToString().TrimEnd('/') }, CancellationToken.None);
            sandbox.Register(account);
            await heed.AddAccountAsync(
                Network.X, "acme", "100",
                new(settings) { ["user-id"] = "100", ["api"] = sandbox.BaseAddress.ToString().TrimEnd('/'), ["handle"] = "acme" },
                new(secrets) { ["consumer-secret"] = "x-secret" });
            return new Stage(database, heed, sandbox, folder);
        }

        public async Task SayAsync(string kind, string text)
        {
            var said = await sandbox.SayAsync(new SayRequest { Network = "x", Account = "acme", From = Jo, Text = text, Kind = kind }, Ct);
            await TestHeed.EventuallyAsync(async () =>
            {
                await using var db = heed.Db();
                var id = said.ExternalId;
                return await db.Messages.AnyAsync(m => m.ExternalId!.EndsWith(id));
            });
        }

        public async Task ReplyAsync(Visibility visibility, string text)
        {
            Guid caseId;
            await using (var db = heed.Db())
                caseId = (await db.Cases.AsNoTracking().SingleAsync(Ct)).Id;
            var desk = heed.Get<ReplyDesk>();
            var box = (await desk.BoxesAsync(caseId, Ct)).First(b => b.Visibility == visibility && b.Box.Open);
            var planned = await desk.ReplyAsync(caseId, visibility, box.AccountId, text, Agent, Ct);
            planned.Problem.ShouldBeNull();
            await TestHeed.EventuallyAsync(
                async () =>
                {
                    await using var db = heed.Db();
                    var reply = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == planned.MessageId);
                    reply.State.ShouldNotBe(MessageState.Failed, reply.Failure);
                    return reply.ExternalId is not null;
                },
                seconds: 45);
        }

        public async Task<ChannelAccountRow> RowAsync()
        {
            await using var db = heed.Db();
            return await db.ChannelAccounts.AsNoTracking().SingleAsync(a => a.Network == Network.X, Ct);
        }

        public async Task<IReadOnlyDictionary<string, string>> SecretsAsync() => heed.Get<ChannelSecrets>().Open(await RowAsync()).Secrets;

        public async Task QuietAsync()
        {
            (await sandbox.QuiesceAsync(TimeSpan.FromSeconds(20), Ct)).ShouldBe(0);
            await heed.SettleAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await heed.DisposeAsync();
            await sandbox.DisposeAsync();
            await database.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
