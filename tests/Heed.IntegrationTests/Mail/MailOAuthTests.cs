using System.Globalization;
using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Testing;
using Heed.Testing.Mail;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Mail;

/// <summary>A mailbox without a password: a real Dovecot and a real Postfix take the tokens of a provider on loopback.</summary>
public sealed class MailOAuthTests(MailServers servers) : IClassFixture<MailServers>
{
    private static readonly HttpClient Http = TestHttp.Client(TimeSpan.FromSeconds(10));

    private readonly FakeTimeProvider clock = new(DateTimeOffset.FromUnixTimeSeconds(1_772_445_600));
    private readonly List<IReadOnlyDictionary<string, string>> stored = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private MailChannel Channel() => new(clock, (_, secrets, _) =>
    {
        stored.Add(secrets);
        return Task.CompletedTask;
    });

    private async Task<ChannelAccount> AccountAsync(string user, string? refresh = null)
    {
        servers.Require();
        await servers.MakeBoxAsync(user);
        var account = MailSamples.Account(
            ("address", $"{user}@acme.example"),
            ("imap", string.Create(CultureInfo.InvariantCulture, $"imap://127.0.0.1:{servers.ImapPort}")),
            ("smtp", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{servers.SubmissionPort}")),
            ("oauth-token-url", servers.Tokens.TokenUrl), ("oauth-client-id", TokenServer.ClientId), ("oauth-client-secret", TokenServer.ClientSecret),
            ("oauth-refresh-token", refresh ?? servers.Tokens.Grant(user)));
        return account with { Id = Guid.CreateVersion7() };
    }

    private int Asked(string user) => servers.Tokens.Asked.Count(t => t.Contains(user, StringComparison.Ordinal));

    [Fact]
    public async Task One_token_serves_check_poll_idle_send_and_look_back_and_the_rotated_grant_is_kept()
    {
        var account = await AccountAsync("token");
        var channel = Channel();
        (await channel.CheckAsync(account, Http, Ct)).Lines.ShouldAllBe(l => l.Ok);
        await servers.SendAsync("From: jo@example.com\nTo: token@acme.example\nSubject: Hi\nMessage-ID: <t1@example.com>\n\nHello\n", "token@acme.example");
        await servers.ReadAsync("token", "INBOX", 1);
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();

        await channel.WaitForNewsAsync(account, TimeSpan.FromSeconds(1), Http, Ct);
        var message = MailSamples.Reply(recipient: "customer@example.com");
        (await channel.SendAsync(account, message, Http, Ct)).ShouldBe(new SendOutcome.Sent(message.OwnKey));
        (await channel.ReconcileAsync(account, message, Http, Ct)).ShouldBe(new SendOutcome.Sent(message.OwnKey));

        Asked("token").ShouldBe(1);
        var kept = stored.ShouldHaveSingleItem();
        kept["oauth-refresh-token"].ShouldNotBe(account.Secrets["oauth-refresh-token"]);
        kept["oauth-token"].ShouldStartWith("access-token-");
    }

    [Fact]
    public async Task A_token_is_renewed_before_it_ends_with_the_rotated_grant()
    {
        var account = await AccountAsync("ending");
        var channel = Channel();
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();
        clock.Advance(TimeSpan.FromMinutes(54));
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();
        stored.Count.ShouldBe(1);

        // Nothing was refused yet: the token still has five minutes.
        clock.Advance(TimeSpan.FromMinutes(2));
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();
        stored.Count.ShouldBe(2);
        Asked("ending").ShouldBe(2);
    }

    [Fact]
    public async Task A_token_refused_at_the_door_is_renewed_once()
    {
        var account = await AccountAsync("withdrawn");
        var channel = Channel();
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();
        servers.Tokens.Withdraw("withdrawn");
        (await channel.PollAsync(account, null, Http, Ct)).Failure.ShouldBeNull();
        servers.Tokens.Withdraw("withdrawn");
        (await channel.SendAsync(account, MailSamples.Reply(recipient: "customer@example.com"), Http, Ct)).ShouldBeOfType<SendOutcome.Sent>();
        Asked("withdrawn").ShouldBe(3);
    }

    [Fact]
    public async Task A_dead_grant_disconnects_the_mailbox_and_says_so()
    {
        var account = await AccountAsync("dead", refresh: "revoked-by-dead");
        var poll = await Channel().PollAsync(account, null, Http, Ct);
        poll.Disconnected.ShouldBeTrue();
        poll.Failure.ShouldBe(MailTrouble.GrantRefused.As("400 invalid_grant Token has been expired or revoked."));
        (await Channel().SendAsync(account, MailSamples.Reply(), Http, Ct)).ShouldBeOfType<SendOutcome.Disconnected>().Why.Code.ShouldBe("mail.grant-refused");
        (await Channel().CheckAsync(account, Http, Ct)).Lines.Count(l => !l.Ok).ShouldBe(2);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_costs_a_try_and_not_the_mailbox()
    {
        var account = await AccountAsync("later");
        servers.Tokens.Trouble = 503;
        try
        {
            var poll = await Channel().PollAsync(account, null, Http, Ct);
            (poll.Disconnected, poll.Failure).ShouldBe((false, LineTrouble.TokenServer.As("503")));
            (await Channel().SendAsync(account, MailSamples.Reply(), Http, Ct)).ShouldBeOfType<SendOutcome.Retry>();
        }
        finally
        {
            servers.Tokens.Trouble = null;
        }
    }
}
