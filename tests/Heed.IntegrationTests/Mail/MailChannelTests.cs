using System.Globalization;
using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Mail;

/// <summary>The mail channel against a real Postfix and a real Dovecot.</summary>
public sealed class MailChannelTests(MailServers servers) : IClassFixture<MailServers>
{
    // The mail channel has its own lines and never asks for this one.
    private static readonly HttpClient NoHttp = new(new SocketsHttpHandler());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Mail(string id, string text = "Hello") => $"""
        From: Jo <jo@example.com>
        To: help@acme.example
        Subject: My order
        Message-ID: <{id}@example.com>
        Date: {DateTimeOffset.FromUnixTimeSeconds(1_772_445_600).ToString("r", CultureInfo.InvariantCulture)}

        {text}

        """;

    private async Task<ChannelAccount> AccountAsync(string user, string[]? folders = null, int? smtpPort = null)
    {
        servers.Require();
        var imap = await servers.MakeBoxAsync(user, folders ?? []);
        return MailSamples.Account(
            ("address", $"{user}@acme.example"), ("imap", imap), ("folders", string.Join(',', ["INBOX", .. folders ?? []])),
            ("smtp", string.Create(CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{smtpPort ?? servers.SmtpPort}")));
    }

    private static string[] Ids(ChannelAccount account, PollResult poll) =>
        [.. poll.Deliveries.SelectMany(d => MailSamples.Channel.Parse(account, d).Verdicts).OfType<Verdict.Understood>().Select(v => v.Event).OfType<MessageWritten>().Select(m => m.ExternalId)];

    private static Task<PollResult> PollAsync(ChannelAccount account, string? cursor) => MailSamples.Channel.PollAsync(account, cursor, NoHttp, Ct);

    [Fact]
    public async Task New_mail_is_fetched_once_and_stays_unread()
    {
        var account = await AccountAsync("fetch");
        await servers.SendAsync(Mail("f1"), "fetch@acme.example");
        await servers.SendAsync(Mail("f2"), "fetch+anything@acme.example");
        await servers.ReadAsync("fetch", "INBOX", 2);

        var first = await PollAsync(account, null);
        (first.Failure, first.More).ShouldBe((null, false));
        Ids(account, first).ShouldBe(["f1@example.com", "f2@example.com"], ignoreOrder: true);
        (await PollAsync(account, first.Cursor)).Deliveries.ShouldBeEmpty();

        await servers.SendAsync(Mail("f3"), "fetch@acme.example");
        (await servers.ReadAsync("fetch", "INBOX", 3)).ShouldAllBe(m => !m.Seen);
        var second = await PollAsync(account, first.Cursor);
        Ids(account, second).ShouldBe(["f3@example.com"]);
    }

    [Fact]
    public async Task Two_folders_are_read_and_a_missing_one_stops_neither()
    {
        var account = await AccountAsync("folders", ["Orders"]);
        account = account with { Settings = account.Settings.ToDictionary(s => s.Key, s => s.Key == "folders" ? "INBOX,Nowhere,Orders" : s.Value) };
        await servers.PutAsync("folders", "INBOX", Mail("a1"));
        await servers.PutAsync("folders", "Orders", Mail("b1"));
        var poll = await PollAsync(account, null);
        Ids(account, poll).ShouldBe(["a1@example.com", "b1@example.com"]);
        poll.Failure.ShouldBe(MailTrouble.FolderClosed.As("Nowhere"));
        await servers.PutAsync("folders", "Orders", Mail("b2"));
        Ids(account, await PollAsync(account, poll.Cursor)).ShouldBe(["b2@example.com"]);
    }

    [Fact]
    public async Task A_new_uidvalidity_has_the_folder_read_anew()
    {
        var account = await AccountAsync("restored");
        await servers.PutAsync("restored", "INBOX", Mail("u1"));
        await servers.PutAsync("restored", "INBOX", Mail("u2"));
        var first = await PollAsync(account, null);
        first.Deliveries.Count.ShouldBe(2);
        servers.RenewUidValidity("restored");
        await servers.PutAsync("restored", "INBOX", Mail("u3"));
        var again = await PollAsync(account, first.Cursor);
        Ids(account, again).ShouldBe(["u1@example.com", "u2@example.com", "u3@example.com"]);
        (await PollAsync(account, again.Cursor)).Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_fetch_leaves_old_mail_alone_and_large_boxes_come_in_batches()
    {
        var account = await AccountAsync("batches");
        await servers.PutAsync("batches", "INBOX", Mail("old"), TimeProvider.System.GetUtcNow().AddDays(-30));
        for (var i = 0; i < 60; i++)
        {
            await servers.PutAsync("batches", "INBOX", Mail($"n{i}"));
        }

        var first = await PollAsync(account, null);
        (first.Deliveries.Count, first.More).ShouldBe((50, true));
        var rest = await PollAsync(account, first.Cursor);
        (rest.Deliveries.Count, rest.More).ShouldBe((10, false));
        Ids(account, first).Concat(Ids(account, rest)).ShouldBe(Enumerable.Range(0, 60).Select(i => $"n{i}@example.com"));
    }

    [Fact]
    public async Task A_mail_that_arrives_ends_the_wait()
    {
        var account = await AccountAsync("idle");
        var wait = MailSamples.Channel.WaitForNewsAsync(account, TimeSpan.FromMinutes(5), NoHttp, Ct);
        await Task.Delay(1500, Ct);
        wait.IsCompleted.ShouldBeFalse();
        await servers.SendAsync(Mail("i1"), "idle@acme.example");
        // Far below the five minutes after which it would have come back by itself.
        await wait.WaitAsync(TimeSpan.FromMinutes(1), Ct);
    }

    [Fact]
    public async Task A_reply_arrives_is_filed_and_is_found_again()
    {
        var account = await AccountAsync("sender");
        await servers.MakeBoxAsync("jo");
        var message = MailSamples.Reply("Your order is on its way. ¡Gracias!");
        (await MailSamples.Channel.SendAsync(account, message, NoHttp, Ct)).ShouldBe(new SendOutcome.Sent(message.OwnKey));

        var (arrived, _) = (await servers.ReadAsync("jo", "INBOX", 1)).Single(m => m.Mail.MessageId == message.OwnKey);
        arrived.TextBody.ShouldNotBeNull().Trim().ShouldBe("Your order is on its way. ¡Gracias!");
        arrived.ReplyTo.ToString().ShouldContain("sender+c");
        (await servers.ReadAsync("sender", "Sent", 1)).Single().Mail.MessageId.ShouldBe(message.OwnKey);
        (await MailSamples.Channel.ReconcileAsync(account, message, NoHttp, Ct)).ShouldBe(new SendOutcome.Sent(message.OwnKey));
        (await MailSamples.Channel.ReconcileAsync(account, message with { OwnKey = "never@acme.example" }, NoHttp, Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Refusals_and_bounces_tell_who_and_why()
    {
        var account = await AccountAsync("bounced");
        async Task<SendOutcome> SendAsync(string to) => await MailSamples.Channel.SendAsync(account, MailSamples.Reply(recipient: to), NoHttp, Ct);
        (await SendAsync("refused@example.com")).ShouldBeOfType<SendOutcome.Refused>().Why.Said.ShouldNotBeNull().ShouldContain("refused@example.com");
        (await SendAsync("busy@example.com")).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.FromMinutes(5));
        (await SendAsync("gone@example.com")).ShouldBeOfType<SendOutcome.Sent>();

        await servers.ReadAsync("bounced", "INBOX", 1);
        var bounce = (await PollAsync(account, null)).Deliveries.ShouldHaveSingleItem();
        var receipt = MailSamples.Channel.Parse(account, bounce).Verdicts.ShouldHaveSingleItem().ShouldBeOfType<Verdict.Understood>().Event.ShouldBeOfType<ReceiptArrived>();
        (receipt.State, receipt.Customer.Key.Id).ShouldBe((MessageState.Failed, "gone@example.com"));
        receipt.ExternalIds.ShouldBe([MailSamples.Reply().OwnKey]);
        receipt.Reason.ShouldNotBeNull().ShouldContain("5.1.1");
    }

    [Theory]
    [InlineData("\r\n.\r\n", typeof(SendOutcome.Unknown))]
    [InlineData("RCPT TO", typeof(SendOutcome.Retry))]
    public async Task A_line_that_breaks_is_unknown_only_when_the_mail_was_on_it(string after, Type outcome)
    {
        servers.Require();
        using var line = CuttingLine.To(servers.SmtpPort, after);
        var account = await AccountAsync("broken", smtpPort: line.Port);
        (await MailSamples.Channel.SendAsync(account, MailSamples.Reply(recipient: "cut@example.com"), NoHttp, Ct)).ShouldBeOfType(outcome);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_later_and_the_check_says_what_to_do()
    {
        var account = await AccountAsync("absent", smtpPort: 1);
        (await MailSamples.Channel.SendAsync(account, MailSamples.Reply(), NoHttp, Ct)).ShouldBeOfType<SendOutcome.Retry>();
        var check = await MailSamples.Channel.CheckAsync(account, NoHttp, Ct);
        check.Ok.ShouldBeFalse();
        check.Lines.Count(l => !l.Ok).ShouldBe(1);
        check.Lines.Single(l => !l.Ok).Fix.ShouldNotBeNull().ShouldContain("--smtp");
    }

    [Fact]
    public async Task A_wrong_password_disconnects_the_mailbox_and_is_not_told()
    {
        var account = await AccountAsync("locked");
        account = account with { Secrets = account.Secrets.ToDictionary(s => s.Key, s => s.Key == "imap" ? s.Value.Replace("secret", "wr0ng", StringComparison.Ordinal) : s.Value) };
        var poll = await PollAsync(account, null);
        poll.Disconnected.ShouldBeTrue();
        poll.Failure.ShouldNotBeNull().Stored.ShouldNotContain("wr0ng");
        (await MailSamples.Channel.CheckAsync(account, NoHttp, Ct)).Lines.ShouldAllBe(l => !l.What.Contains("wr0ng"));
    }

    [Fact]
    public async Task The_check_is_content_with_a_working_mailbox() =>
        (await MailSamples.Channel.CheckAsync(await AccountAsync("fine"), NoHttp, Ct)).Ok.ShouldBeTrue();
}
