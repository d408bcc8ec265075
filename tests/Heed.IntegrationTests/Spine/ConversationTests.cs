using Heed.Core.Cases;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Heed.Storage.Access;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.IntegrationTests.Spine;

/// <summary>Whole conversations, through signed webhooks in and the platform's API out, against the sandbox.</summary>
public sealed class ConversationTests
{
    private static readonly Actor Agent = new(null, "Nadia", Role.Agent);
    private static readonly Speaker Jo = new("900", "Jo", "jo");

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_public_complaint_and_the_private_message_that_follows_are_one_case_answered_on_both(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        await stage.SayAsync("x", "mention", Jo, "@acme my parcel never came");
        var c = await stage.OnlyCaseAsync();
        c.WaitingSince.ShouldNotBeNull();

        await stage.ReplyAsync(c.Id, Visibility.Public, "Sorry! Please send us your order number by private message.");
        await stage.SayAsync("x", "dm", Jo, "order 42");
        await stage.ReplyAsync(c.Id, Visibility.Private, "Thank you, it leaves today.");

        var answered = await stage.OnlyCaseAsync();
        answered.WaitingSince.ShouldBeNull();
        answered.InboundCount.ShouldBe(2);
        answered.OutboundCount.ShouldBe(2);
        stage.Sandbox.Done.Count(d => d.Network == "x").ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_matter_after_resolution_is_a_new_case_and_a_late_reply_reopens(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        await stage.SayAsync("x", "mention", Jo, "@acme my parcel never came");
        var first = await stage.OnlyCaseAsync();
        await stage.ReplyAsync(first.Id, Visibility.Public, "It leaves today.");
        (await stage.Heed.Get<CaseDesk>().ResolveAsync(first.Id, Agent, TestContext.Current.CancellationToken)).Done.ShouldBeTrue();

        await stage.SayAsync("x", "reply", Jo, "@acme it has still not left", inReplyTo: stage.Sandbox.Done.Last(d => d.Network == "x").ExternalId);
        var reopened = await stage.OnlyCaseAsync();
        reopened.Status.ShouldBe(CaseStatus.Open);
        reopened.Reopenings.ShouldBe(1);

        (await stage.Heed.Get<CaseDesk>().ResolveAsync(first.Id, Agent, TestContext.Current.CancellationToken)).Done.ShouldBeTrue();

        // X tells milliseconds: what seems written in the very one of the resolution counts as written before it.
        await Task.Delay(5, TestContext.Current.CancellationToken);
        await stage.SayAsync("x", "mention", Jo, "@acme another thing: is the shop open on Sunday?");
        await using var db = stage.Heed.Db();
        (await db.Cases.CountAsync()).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_in_the_native_app_stops_the_clock(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        var said = await stage.SayAsync("x", "mention", Jo, "@acme hello?");
        (await stage.OnlyCaseAsync()).WaitingSince.ShouldNotBeNull();

        await stage.Sandbox.NativeAsync(new NativeRequest("x", "acme", "reply", said.ExternalId, "Hello Jo!"), TestContext.Current.CancellationToken);
        await TestHeed.EventuallyAsync(async () => (await stage.OnlyCaseAsync()).WaitingSince is null);

        var c = await stage.OnlyCaseAsync();
        c.OutboundCount.ShouldBe(1);
        await using var db = stage.Heed.Db();
        (await db.Messages.SingleAsync(m => m.Direction == Direction.Inbound)).AnsweredAt.ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Edits_and_deletions_show_and_a_deleted_wait_ends(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        var said = await stage.SayAsync("facebook", "comment", Jo, "where is my parsel");
        await stage.Sandbox.EditAsync(new EditRequest("facebook", "acme", said.ExternalId, "where is my parcel"), TestContext.Current.CancellationToken);
        await TestHeed.EventuallyAsync(async () => (await stage.OnlyMessageAsync()).EditedAt is not null);
        (await stage.OnlyMessageAsync()).Text.ShouldBe("where is my parcel");

        await stage.Sandbox.DeleteAsync(new DeleteRequest("facebook", "acme", said.ExternalId), TestContext.Current.CancellationToken);
        await TestHeed.EventuallyAsync(async () => (await stage.OnlyMessageAsync()).DeletedAt is not null);
        var message = await stage.OnlyMessageAsync();
        message.Text.ShouldBe("");
        message.Extra.ShouldBeNull();
        (await stage.OnlyCaseAsync()).WaitingSince.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messenger_comment_private_reply_and_mail_all_go_out_and_come_back_once(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        await stage.SayAsync("facebook", "message", Jo, "hi, do you ship to Ireland?");
        await stage.SayAsync("facebook", "comment", new Speaker("901", "Ana"), "same question here");
        await stage.SayAsync("mail", "mail", new Speaker("kim@example.org", "Kim"), "Where is order 7?", subject: "Order 7");
        await using (var db = stage.Heed.Db())
            (await db.Cases.CountAsync()).ShouldBe(3);

        foreach (var (network, visibility) in new[] { ("facebook", Visibility.Private), ("mail", Visibility.Private) })
        {
            await using var db = stage.Heed.Db();
            var c = await db.Cases.AsNoTracking().FirstAsync(x => x.LastNetwork == network && x.LastVisibility == visibility);
            await stage.ReplyAsync(c.Id, visibility, $"Yes, by {network}.");
        }

        await using (var db = stage.Heed.Db())
        {
            var comment = await db.Cases.AsNoTracking().SingleAsync(x => x.LastVisibility == Visibility.Public);
            await stage.ReplyAsync(comment.Id, Visibility.Public, "Yes, we do.");
            await stage.ReplyAsync(comment.Id, Visibility.Private, "Tell us your postcode?");
        }

        await stage.QuietAsync();
        await using var after = stage.Heed.Db();
        (await after.Messages.CountAsync(m => m.Direction == Direction.Outbound)).ShouldBe(4);
        (await after.Messages.Where(m => m.Direction == Direction.Outbound).AllAsync(m => m.State == MessageState.Sent || m.State == MessageState.Delivered || m.State == MessageState.Read)).ShouldBeTrue();
        stage.Sandbox.Done.Count.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_send_that_times_out_after_success_is_reconciled_and_not_repeated(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        await stage.SayAsync("x", "mention", Jo, "@acme hello?");
        var c = await stage.OnlyCaseAsync();
        stage.Sandbox.SetFaults(new FaultSettings { TimeoutAfterSuccessPercent = 100, TimeoutMode = "abort" });

        await stage.ReplyAsync(c.Id, Visibility.Public, "Hello Jo, what can we do?");
        await stage.QuietAsync();

        stage.Sandbox.Done.Count(d => d.Network == "x").ShouldBe(1);
        (await stage.OnlyCaseAsync()).OutboundCount.ShouldBe(1);
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly ConnectedHeed connected;

        private Stage(ConnectedHeed connected) => this.connected = connected;

        public TestHeed Heed => connected.Heed;

        public SandboxHandle Sandbox => connected.Sandbox;

        public static async Task<Stage> SetAsync(string kind) => new(await ConnectedHeed.StartAsync(kind));

        public async Task<SayResult> SayAsync(string network, string kind, Speaker from, string text, string? inReplyTo = null, string? subject = null)
        {
            var request = new SayRequest { Network = network, Account = ConnectedHeed.AccountOn(network), From = from, Text = text, Kind = kind, InReplyTo = inReplyTo, Subject = subject };
            return (await connected.HearAsync(request, TestContext.Current.CancellationToken)).Said;
        }

        public async Task ReplyAsync(Guid caseId, Visibility visibility, string text)
        {
            var desk = Heed.Get<ReplyDesk>();
            var box = (await desk.BoxesAsync(caseId, TestContext.Current.CancellationToken)).First(b => b.Visibility == visibility && b.Box.Open);
            var planned = await desk.ReplyAsync(caseId, visibility, box.AccountId, text, Agent, TestContext.Current.CancellationToken);
            planned.Problem.ShouldBeNull();
            await TestHeed.EventuallyAsync(
                async () =>
                {
                    await using var db = Heed.Db();
                    var reply = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == planned.MessageId);
                    reply.State.ShouldNotBe(MessageState.Failed, reply.Failure);
                    return reply.ExternalId is not null;
                },
                seconds: 45);
        }

        public async Task QuietAsync()
        {
            (await Sandbox.QuiesceAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe(0);
            await Heed.SettleAsync();
        }

        public async Task<Case> OnlyCaseAsync()
        {
            await using var db = Heed.Db();
            return await db.Cases.AsNoTracking().SingleAsync();
        }

        public async Task<Message> OnlyMessageAsync()
        {
            await using var db = Heed.Db();
            return await db.Messages.AsNoTracking().SingleAsync();
        }

        public ValueTask DisposeAsync() => connected.DisposeAsync();
    }
}
