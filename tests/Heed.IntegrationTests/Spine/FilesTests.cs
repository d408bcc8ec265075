using System.Security.Cryptography;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Heed.Server.Retention;
using Heed.Storage.Access;
using Heed.Storage.Blobs;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

/// <summary>Files that go out: from what an agent brought to the bytes the network has, on both databases.</summary>
public sealed class FilesTests
{
    private static readonly Actor Agent = new(Guid.CreateVersion7(), "Nadia", Role.Agent);

    // Larger than one piece of an upload to X.
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n\u001a\n"u8, .. Enumerable.Range(0, 4_500_000).Select(i => (byte)(i * 31))];
    private static readonly byte[] Small = [0x89, .. "PNG\r\n\u001a\n"u8, 4, 5, 6];
    private static readonly byte[] Film = [0, 0, 0, 24, .. "ftypisom"u8, 7, 7, 7];
    private static readonly byte[] Pdf = [.. "%PDF-1.7 invoice"u8];

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Owner => Uploads.OwnerOf(Agent.UserId ?? Guid.Empty);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_same_bytes_arrive_on_every_network(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);

        await stage.HearAsync("mail", "mail", new Speaker("ana@home.example", "Ana"), "Where is my invoice?");
        await stage.SendAsync("mail", Visibility.Private, "Here it is.", ("Rechnung März.pdf", Pdf), ("lamp.png", Small));
        await stage.HearAsync("x", "mention", new Speaker("300", "Jo", "jo"), "@acme how does it look?");
        await stage.SendAsync("x", Visibility.Public, "Like this:", ("lamp.png", Picture), ("lamp2.png", Small));
        await stage.SendAsync("x", Visibility.Private, "", ("film.mp4", Film));
        await stage.HearAsync("facebook", "comment", new Speaker("900", "Lea Roth"), "is it oak?");
        await stage.SendAsync("facebook", Visibility.Public, "Yes, see:", ("oak.png", Small));
        await stage.HearAsync("facebook", "message", new Speaker("901", "Tim Berg", Psid: "9901"), "the invoice, please");
        await stage.SendAsync("facebook", Visibility.Private, "With pleasure.", ("invoice.pdf", Pdf));

        stage.SentFiles("mail").ShouldBe([Sent("mail", "Here it is.", Pdf, Small)]);
        stage.SentFiles("x").ShouldBe([Sent("reply", "Like this:", Picture, Small), Sent("dm", "", Film)]);
        // Messenger takes a text or a file: two messages, in this order.
        stage.SentFiles("facebook").ShouldBe([Sent("comment", "Yes, see:", Small), Sent("message", "With pleasure."), Sent("message", "", Pdf)]);

        await stage.QuietAsync();
        await using var db = stage.Heed.Db();
        (await db.Uploads.CountAsync(Ct)).ShouldBe(0);
        // The echoes of the networks became nothing of their own, nor brought the files a second time.
        (await db.Messages.CountAsync(m => m.Direction == Direction.Outbound, Ct)).ShouldBe(6);
        (await db.Attachments.CountAsync(Ct)).ShouldBe(7);
        (await db.Messages.Where(m => m.Direction == Direction.Outbound).AllAsync(m => m.State >= MessageState.Sent && m.State <= MessageState.Read, Ct)).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_whose_post_ended_unknown_is_found_and_not_sent_twice(string kind)
    {
        await using var stage = await Stage.SetAsync(kind);
        await stage.HearAsync("x", "mention", new Speaker("300", "Jo", "jo"), "@acme how does it look?");
        await stage.Sandbox.QuiesceAsync(TimeSpan.FromSeconds(10), Ct);
        // Every write stumbles after it was done; uploads are brought again, the post is not.
        stage.Sandbox.SetFaults(new FaultSettings { TimeoutAfterSuccessPercent = 40, TimeoutMode = "503" }, "x");
        for (var i = 0; i < 3; i++)
            await stage.SendAsync("x", Visibility.Public, i == 0 ? "" : $"Picture {i}", ("lamp.png", [.. Small, (byte)i]));

        await stage.QuietAsync();
        stage.SentFiles("x").ShouldBe([Sent("reply", "", [.. Small, 0]), Sent("reply", "Picture 1", [.. Small, 1]), Sent("reply", "Picture 2", [.. Small, 2])], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_taken_back_waits_again_with_its_file_and_nothing_of_it_leaves(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, undo: 3600);
        await stage.HearAsync("facebook", "message", new Speaker("901", "Tim Berg", Psid: "9901"), "the invoice, please");
        var planned = await stage.PlanAsync("facebook", Visibility.Private, "With pleasure.", ("invoice.pdf", Pdf));
        var id = planned.MessageId.ShouldNotBeNull();
        var follower = (await stage.Heed.Get<ReplyDesk>().FollowerOfAsync(id, Ct)).ShouldNotBeNull();

        (await stage.Heed.Get<ReplyDesk>().CancelAsync(id, Agent, Ct)).Done.ShouldBeTrue();
        await stage.Heed.Get<Uploads>().WaitAgainAsync([id, follower], stage.CaseId, Visibility.Private, Owner, Ct);

        await using var db = stage.Heed.Db();
        (await db.Messages.Where(m => m.Direction == Direction.Outbound).Select(m => m.State).ToListAsync(Ct)).ShouldBe([MessageState.Cancelled, MessageState.Cancelled]);
        var waiting = (await stage.Heed.Get<Uploads>().OfAsync(stage.CaseId, Owner, Ct)).ShouldHaveSingleItem();
        (waiting.Name, waiting.Size, waiting.Visibility).ShouldBe(("invoice.pdf", Pdf.Length, Visibility.Private));
        stage.Sandbox.Done.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Files_nobody_sent_are_swept_and_bytes_that_are_still_named_stay(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, undo: 3600);
        await stage.HearAsync("mail", "mail", new Speaker("ana@home.example", "Ana"), "Where is my invoice?");
        await stage.PlanAsync("mail", Visibility.Private, "Here.", ("a.pdf", Pdf));
        await stage.BringAsync(Visibility.Private, ("again.pdf", Pdf), ("lamp.png", Small));
        await stage.BringAsync(Visibility.Note, ("fresh.png", [.. Small, 9]));
        await using var db = stage.Heed.Db();
        await db.Uploads.Where(u => u.Name != "fresh.png").ExecuteUpdateAsync(s => s.SetProperty(u => u.At, TimeProvider.System.GetUtcNow().AddDays(-15)), Ct);

        (await stage.Heed.Get<Purge>().RunAsync(Ct)).Uploads.ShouldBe(2);

        (await db.Uploads.AsNoTracking().Select(u => u.Name).ToListAsync(Ct)).ShouldBe(["fresh.png"]);
        (await db.Blobs.AsNoTracking().Select(b => b.Sha256).ToListAsync(Ct)).ShouldBe([Hash(Pdf), Hash([.. Small, 9])], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_file_goes_with_one_message_however_many_send_it_at_once(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, undo: 3600);
        await stage.HearAsync("mail", "mail", new Speaker("ana@home.example", "Ana"), "Where is my invoice?");
        var file = await stage.BringAsync(Visibility.Private, ("a.pdf", Pdf));
        var ends = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i => i % 2 == 0
            ? (await stage.ReplyAsync("mail", Visibility.Private, $"Take {i}", file)).Problem
            : (await stage.Heed.Get<CaseDesk>().NoteAsync(stage.CaseId, $"Take {i}", Agent, Ct, files: new Enclosed(Owner, file))).Problem));
        ends.Count(e => e is null).ShouldBe(1);
        ends.Where(e => e is not null).ShouldAllBe(e => e == "no-such-file");
        await using var db = stage.Heed.Db();
        (await db.Attachments.CountAsync(Ct)).ShouldBe(1);
        (await db.Messages.CountAsync(m => m.Direction == Direction.Outbound, Ct)).ShouldBe(1);
    }

    [Fact]
    public async Task A_private_reply_to_a_comment_takes_no_file_and_a_comment_no_document()
    {
        await using var stage = await Stage.SetAsync("sqlite");
        await stage.HearAsync("facebook", "comment", new Speaker("900", "Lea Roth"), "is it oak?");
        (await stage.Heed.Get<Uploads>().RulesAsync(stage.CaseId, Visibility.Private, null, Ct)).Problem.ShouldBe("no-files:OneMessageOnly");
        var rules = (await stage.Heed.Get<Uploads>().RulesAsync(stage.CaseId, Visibility.Public, null, Ct)).Rules.ShouldNotBeNull();
        // Called a picture, it is none.
        (await stage.Heed.Get<Uploads>().BringAsync(stage.CaseId, Visibility.Public, rules, Owner, "oak.png", Pdf, Ct)).Problem.ShouldBe("file-type");
        (await stage.Heed.Get<Uploads>().BringAsync(stage.CaseId, Visibility.Public, rules, Owner, "oak.png", [.. "text"u8], Ct)).Problem.ShouldBe("file-type");
        // Brought for a note, it does not get into public by its id.
        var file = await stage.BringAsync(Visibility.Note, ("internal.pdf", Pdf));
        (await stage.ReplyAsync("facebook", Visibility.Public, "Hello", file)).Problem.ShouldBe("file-type");
        (await stage.ReplyAsync("facebook", Visibility.Private, "Hello", file)).Problem.ShouldBe("no-files:OneMessageOnly");
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Sent(string kind, string text, params byte[][] files) => $"{kind} '{text}' {string.Join(' ', files.Select(Hash))}";

    private sealed class Stage : IAsyncDisposable
    {
        private readonly ConnectedHeed connected;

        private Stage(ConnectedHeed connected) => this.connected = connected;

        public TestHeed Heed => connected.Heed;

        public SandboxHandle Sandbox => connected.Sandbox;

        /// <summary>The case of whoever spoke last.</summary>
        public Guid CaseId { get; private set; }

        public static async Task<Stage> SetAsync(string kind, int undo = 0) => new(await ConnectedHeed.StartAsync(kind, o => o.UndoSeconds = undo));

        public async Task HearAsync(string network, string kind, Speaker from, string text)
        {
            var request = new SayRequest { Network = network, Account = ConnectedHeed.AccountOn(network), From = from, Text = text, Kind = kind, Subject = network == "mail" ? "A question" : null };
            CaseId = (await connected.HearAsync(request, Ct)).CaseId;
        }

        public async Task<Guid[]> BringAsync(Visibility visibility, params (string Name, byte[] Bytes)[] files)
        {
            var uploads = Heed.Get<Uploads>();
            var ids = new List<Guid>();
            foreach (var (name, bytes) in files)
            {
                var (rules, closed) = await uploads.RulesAsync(CaseId, visibility, null, Ct);
                var brought = await uploads.BringAsync(CaseId, visibility, rules.ShouldNotBeNull(closed), Owner, name, bytes, Ct);
                brought.Problem.ShouldBeNull();
                ids.Add(brought.Upload!.Id);
            }

            return [.. ids];
        }

        public async Task<PlannedReply> ReplyAsync(string network, Visibility visibility, string text, Guid[] files)
        {
            var desk = Heed.Get<ReplyDesk>();
            var box = (await desk.BoxesAsync(CaseId, Ct)).First(b => b.Visibility == visibility && b.Network == network && b.Box.Open);
            return await desk.ReplyAsync(CaseId, visibility, box.AccountId, text, Agent, Ct, files: new Enclosed(Owner, files));
        }

        public async Task<PlannedReply> PlanAsync(string network, Visibility visibility, string text, params (string Name, byte[] Bytes)[] files)
        {
            var planned = await ReplyAsync(network, visibility, text, await BringAsync(visibility, files));
            planned.Problem.ShouldBeNull();
            return planned;
        }

        public async Task SendAsync(string network, Visibility visibility, string text, params (string Name, byte[] Bytes)[] files)
        {
            await PlanAsync(network, visibility, text, files);
            await TestHeed.EventuallyAsync(
                async () =>
                {
                    await using var db = Heed.Db();
                    var replies = await db.Messages.AsNoTracking().Where(m => m.CaseId == CaseId && m.Direction == Direction.Outbound).ToListAsync(Ct);
                    replies.ShouldAllBe(m => m.State != MessageState.Failed, string.Join(' ', replies.Select(m => m.Failure)));
                    return replies.All(m => m.ExternalId is not null);
                },
                seconds: 120);
        }

        /// <summary>What the network has from us, in its order.</summary>
        public IReadOnlyList<string> SentFiles(string network) =>
            [.. Sandbox.Done.Where(d => d.Network == network).Select(d => $"{d.Kind} '{d.Text}' {string.Join(' ', d.Files.Select(f => f.Sha256))}")];

        public async Task QuietAsync()
        {
            Sandbox.SetFaults(new FaultSettings());
            (await Sandbox.QuiesceAsync(TimeSpan.FromSeconds(20), Ct)).ShouldBe(0);
            await Heed.SettleAsync();
        }

        public ValueTask DisposeAsync() => connected.DisposeAsync();
    }
}
