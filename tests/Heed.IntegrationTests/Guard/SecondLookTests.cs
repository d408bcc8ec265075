using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Sandbox;
using Heed.Sandbox.Control;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Heed.Server.Retention;
using Heed.Server.Settings;
using Heed.Storage.Access;
using Heed.Storage.Guard;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>From a rude draft to what the network has: asked about, held, released by one reader, once, on both databases.</summary>
public sealed class SecondLookTests
{
    private const string RudeText = "Calm down. That's not our problem, read the manual!";
    private const string CalmText = "We are sorry. Here is how it works.";

    private static readonly byte[] Small = [0x89, .. "PNG\r\n\u001a\n"u8, 4, 5, 6];

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_to_be_confirmed_is_refused_once_and_kept_for_the_figures(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, ToneAction.Confirm);

        (await stage.ReplyAsync(RudeText)).Problem.ShouldBe("tone-confirm");
        await stage.ReplyAsync("One more calm word.");
        (await stage.ReplyAsync(RudeText, new ToneTrace(1, Confirmed: true))).Problem.ShouldBeNull();
        await stage.ReplyAsync(CalmText, new ToneTrace(0.8, Confirmed: false));

        await stage.SentAsync("One more calm word.", RudeText, CalmText);
        await using var db = stage.Heed.Db();
        (await db.ToneRecords.OrderBy(r => r.At).ThenBy(r => r.Id).Select(r => r.Outcome).ToListAsync(Ct)).ShouldBe([ToneOutcome.Confirmed, ToneOutcome.Softened]);
        (await db.Cases.SingleAsync(c => c.Id == stage.CaseId, Ct)).CausesSeen.Has(Cause.AggressiveAnswer).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_held_reply_leaves_only_when_somebody_else_releases_it_and_then_once_with_its_file(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, ToneAction.SecondReader);
        var look = await stage.HoldAsync(RudeText, Small);

        await stage.Heed.Get<Purge>().RunAsync(Ct);
        (await stage.Desk.ApproveAsync(look.Id, null, stage.Writer, Ct)).Problem.ShouldBe("own-answer");
        (await stage.Desk.ApproveAsync(look.Id, null, stage.Colleague, Ct)).Problem.ShouldBe("forbidden");
        stage.Sandbox.Done.ShouldBeEmpty();
        (await stage.ReplyAsync(RudeText)).Problem.ShouldBe("tone-waiting");

        (await stage.Desk.ApproveAsync(look.Id, null, stage.Lead, Ct)).Problem.ShouldBeNull();
        (await stage.Desk.ApproveAsync(look.Id, null, stage.Lead, Ct)).Problem.ShouldBe("already-decided");
        (await stage.Desk.WithdrawAsync(look.Id, stage.Writer, Ct)).Problem.ShouldBe("already-decided");

        await stage.SentAsync(RudeText);
        stage.Sandbox.Done.Single().Files.Count.ShouldBe(1);
        await using var db = stage.Heed.Db();
        (await db.Uploads.CountAsync(Ct)).ShouldBe(0);
        var message = await db.Messages.SingleAsync(m => m.Direction == Direction.Outbound, Ct);
        (message.Id, message.AgentId).ShouldBe((look.Id, stage.Writer.UserId));
        var record = await db.ToneRecords.SingleAsync(Ct);
        (record.Outcome, record.MessageId).ShouldBe((ToneOutcome.Approved, look.Id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Of_two_readers_at_the_same_instant_one_decides(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, ToneAction.Hold);
        for (var i = 0; i < 4; i++)
        {
            var look = await stage.HoldAsync($"{RudeText} {i}");
            var tries = await Task.WhenAll(
                Task.Run(async () => (await stage.Desk.ApproveAsync(look.Id, null, stage.Lead, Ct)).Problem),
                Task.Run(async () => (await stage.Desk.ApproveAsync(look.Id, "Sorry about this.", stage.OtherLead, Ct)).Problem),
                Task.Run(async () => (await stage.Desk.ReturnAsync(look.Id, "Kinder, please.", stage.Lead, Ct)).Problem),
                Task.Run(async () => (await stage.Desk.WithdrawAsync(look.Id, stage.Writer, Ct)).Problem));

            tries.Count(p => p is null).ShouldBe(1, string.Join(' ', tries));
            tries.Where(p => p is not null).ShouldAllBe(p => p == "already-decided");
            await using var db = stage.Heed.Db();
            var decided = await db.SecondLooks.SingleAsync(l => l.Id == look.Id, Ct);
            (await db.Messages.CountAsync(m => m.Id == look.Id, Ct)).ShouldBe(decided.MessageId is null ? 0 : 1);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_taken_back_or_sent_back_never_leaves_and_its_file_is_the_writers_again(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, ToneAction.SecondReader);
        var first = await stage.HoldAsync(RudeText, Small);
        (await stage.Desk.WithdrawAsync(first.Id, stage.Colleague, Ct)).Problem.ShouldBe("forbidden");
        (await stage.Desk.WithdrawAsync(first.Id, stage.Writer, Ct)).Done.ShouldBeTrue();
        (await stage.Heed.Get<Uploads>().OfAsync(stage.CaseId, stage.Owner, Ct)).Count.ShouldBe(1);

        var second = await stage.HoldAsync(RudeText + " Now.");
        (await stage.Desk.ReturnAsync(second.Id, " ", stage.Lead, Ct)).Problem.ShouldBe("note-missing");
        (await stage.Desk.ReturnAsync(second.Id, "Kinder, please.", stage.Lead, Ct)).Done.ShouldBeTrue();

        await stage.Heed.SettleAsync();
        stage.Sandbox.Done.ShouldBeEmpty();
        (await stage.Heed.Get<Drafts>().ReadAsync(stage.CaseId, stage.Writer.UserId!.Value, Ct))[Visibility.Public].ShouldBe(RudeText + " Now.");
        (await stage.Heed.Get<SecondLookQueries>().OfCaseAsync(stage.CaseId, stage.Writer.UserId!.Value, Ct)).ShouldHaveSingleItem().Note.ShouldBe("Kinder, please.");
        (await stage.Heed.Get<SecondLookQueries>().OfCaseAsync(stage.CaseId, stage.Lead.UserId!.Value, Ct)).ShouldBeEmpty();
        await using var db = stage.Heed.Db();
        (await db.ToneRecords.Select(r => r.Outcome).ToListAsync(Ct)).ShouldBe([ToneOutcome.Withdrawn, ToneOutcome.Returned], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_colleague_releases_in_other_words_where_the_policy_lets_them(string kind)
    {
        await using var stage = await Stage.SetAsync(kind, ToneAction.SecondReader, ToneRelease.Colleague);
        var look = await stage.HoldAsync(RudeText);

        (await stage.Heed.Get<SecondLookQueries>().WaitingAsync(stage.Writer, Ct)).ShouldBeEmpty();
        var seen = (await stage.Heed.Get<SecondLookQueries>().WaitingAsync(stage.Colleague, Ct)).ShouldHaveSingleItem();
        seen.Asked.ShouldBe("@acme my lamp is broken");
        seen.Look.DueAt.ShouldBe(seen.Look.AskedAt.AddMinutes(30));
        (await stage.Heed.Get<CaseDesk>().ResolveAsync(stage.CaseId, stage.Lead, Ct)).Done.ShouldBeTrue();
        (await stage.Desk.ApproveAsync(look.Id, CalmText, stage.Colleague, Ct)).Problem.ShouldBe("case-resolved");
        (await stage.Heed.Get<CaseDesk>().ReopenAsync(stage.CaseId, stage.Lead, Ct)).Done.ShouldBeTrue();

        (await stage.Desk.ApproveAsync(look.Id, CalmText, stage.Colleague, Ct)).Problem.ShouldBeNull();

        await stage.SentAsync(CalmText);
        await using var db = stage.Heed.Db();
        (await db.ToneRecords.SingleAsync(Ct)).Outcome.ShouldBe(ToneOutcome.Changed);
        (await db.Cases.SingleAsync(c => c.Id == stage.CaseId, Ct)).CausesSeen.Has(Cause.AggressiveAnswer).ShouldBeFalse();
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly ConnectedHeed connected;

        private Stage(ConnectedHeed connected) => this.connected = connected;

        public TestHeed Heed => connected.Heed;

        public SandboxHandle Sandbox => connected.Sandbox;

        public Guid CaseId { get; private set; }

        public Actor Writer { get; private set; } = null!; // hired before the stage is given away, as the others

        public Actor Colleague { get; private set; } = null!;

        public Actor Lead { get; private set; } = null!;

        public Actor OtherLead { get; private set; } = null!;

        public SecondLookDesk Desk => Heed.Get<SecondLookDesk>();

        public string Owner => Uploads.OwnerOf(Writer.UserId!.Value);

        public static async Task<Stage> SetAsync(string kind, ToneAction action, ToneRelease release = ToneRelease.Lead)
        {
            var stage = new Stage(await ConnectedHeed.StartAsync(kind));
            await stage.HireAsync(action, release);
            await stage.HearAsync();
            return stage;
        }

        public async Task<PlannedReply> ReplyAsync(string text, ToneTrace? tone = null, params Guid[] files)
        {
            var desk = Heed.Get<ReplyDesk>();
            var box = (await desk.BoxesAsync(CaseId, Ct)).First(b => b.Visibility == Visibility.Public && b.Box.Open);
            return await desk.ReplyAsync(CaseId, Visibility.Public, box.AccountId, text, Writer, Ct, files: new Enclosed(Owner, files), tone: tone);
        }

        public async Task<SecondLook> HoldAsync(string text, byte[]? file = null)
        {
            Guid[] files = [];
            if (file is not null)
            {
                var uploads = Heed.Get<Uploads>();
                var (rules, _) = await uploads.RulesAsync(CaseId, Visibility.Public, null, Ct);
                files = [(await uploads.BringAsync(CaseId, Visibility.Public, rules.ShouldNotBeNull(), Owner, "lamp.png", file, Ct)).Upload.ShouldNotBeNull().Id];
            }

            var planned = await ReplyAsync(text, null, files);
            planned.MessageId.ShouldBeNull();
            return planned.Held.ShouldNotBeNull(planned.Problem);
        }

        /// <summary>Waits until the network has these texts, and nothing else.</summary>
        public async Task SentAsync(params string[] texts)
        {
            await TestHeed.EventuallyAsync(() => Task.FromResult(Sandbox.Done.Count(d => d.Network == "x") >= texts.Length), seconds: 60);
            await Heed.SettleAsync();
            Sandbox.Done.Where(d => d.Network == "x").Select(d => texts.First(t => d.Text.EndsWith(t, StringComparison.Ordinal))).ShouldBe(texts, ignoreOrder: true);
        }

        public ValueTask DisposeAsync() => connected.DisposeAsync();

        private async Task HireAsync(ToneAction action, ToneRelease release)
        {
            (await Heed.Get<DepartmentDesk>().SaveAsync(new DepartmentDraft(null, "Delivery", "Europe/Paris", [.. Enumerable.Repeat("00:00-24:00", 7)], "", [15, 15, 30, 30]), Ct)).ShouldBeNull();
            Guid department;
            await using (var db = Heed.Db())
                department = (await db.Departments.SingleAsync(d => d.Name == "Delivery", Ct)).Id;
            (await Heed.Get<RuleDesk>().SaveAsync(new RuleDraft(null, "Everything first", true, new RoutingConditions(), department, [], 0), Ct)).ShouldBeNull();
            Writer = await PersonAsync("marc", Role.Agent, department);
            Colleague = await PersonAsync("nora", Role.Agent, department);
            Lead = await PersonAsync("lise", Role.Lead, department);
            OtherLead = await PersonAsync("otto", Role.Lead, department);
            var part = new TonePolicyPart { Action = action, Release = release };
            (await Heed.Get<ToneDesk>().SaveAsync(new TonePolicies(TonePolicy.Default, new Dictionary<string, TonePolicyPart> { [TonePolicies.Key(department, "x")] = part }), Ct)).ShouldBeNull();
        }

        private async Task<Actor> PersonAsync(string name, Role role, Guid department)
        {
            await Heed.Get<People>().AddAsync($"{name}@acme.example", name, role, [department], Ct);
            return new Actor((await Heed.Get<People>().FindAsync($"{name}@acme.example", Ct)).ShouldNotBeNull(), name, role);
        }

        private async Task HearAsync() =>
            CaseId = (await connected.HearAsync(new SayRequest { Network = "x", Account = "acme", From = new Speaker("300", "Jo", "jo"), Text = "@acme my lamp is broken", Kind = "mention" }, Ct)).CaseId;
    }
}
