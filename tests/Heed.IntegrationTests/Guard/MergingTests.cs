using Heed.Core.Cases;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Control;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Server.Replies;
using Heed.Storage.Figures;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>One person who wrote in two ways: the cases become one and so do the customers, while messages keep coming in.</summary>
public sealed class MergingTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_cases_become_one_with_everything_that_hangs_on_them_and_what_comes_later_goes_there(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var (desk, merges, queries) = (stage.Heed.Get<HandOverDesk>(), stage.Heed.Get<MergeDesk>(), stage.Heed.Get<InboxQueries>());
        var first = await stage.WriteAsync("900", "I was charged twice for order 998877.");
        var home = first.DepartmentId.ShouldNotBeNull();
        await desk.HandOverAsync(first.Id, new HandOverRequest(stage.Billing, null, "an invoice", null, false), stage.Agent, Ct);
        var second = await stage.WriteAsync("901", "Me again from my other account: charged twice!");
        await desk.HandOverAsync(second.Id, new HandOverRequest(stage.Delivery, null, "a parcel", null, false), stage.Agent, Ct);
        var cases = stage.Heed.Get<CaseDesk>();
        await cases.TagAsync(second.Id, "vip", stage.Agent, Ct);
        await cases.NoteAsync(second.Id, "Same person as in the other one.", stage.Agent, Ct);
        await stage.Heed.Get<Drafts>().SaveAsync(first.Id, stage.Agent.UserId!.Value, Visibility.Private, "Dear Jo", Ct);
        await stage.Heed.Get<Drafts>().SaveAsync(second.Id, stage.Agent.UserId!.Value, Visibility.Private, "we are sorry", Ct);
        (await stage.Heed.Get<PromiseDesk>().PromiseAsync(second.Id, PromiseKind.Callback, TimeProvider.System.GetUtcNow().AddHours(2), stage.Agent, Ct)).Done.ShouldBeTrue();

        // From the later one's side: the earlier stays all the same.
        (await merges.MergeAsync(second.Id, first.Id, stage.Agent, Ct)).ShouldBe(new MergeResult(first.Number, null));

        var kept = await stage.CaseAsync(first.Id);
        (kept.InboundCount, kept.HandOvers, kept.Boomerangs, kept.PromiseKind, kept.DepartmentId).ShouldBe((2, 2, 0, PromiseKind.Callback, stage.Billing));
        kept.VisitedDepartments.ToHashSet().ShouldBe([home, stage.Billing, stage.Delivery]);
        await using (var db = stage.Heed.Db())
        {
            (await db.Customers.CountAsync(Ct)).ShouldBe(1);
            (await db.Identities.Select(i => i.CustomerId).Distinct().ToListAsync(Ct)).ShouldBe([kept.CustomerId]);
            (await db.Messages.Select(m => new { m.CaseId, m.CustomerId }).Distinct().ToListAsync(Ct)).ShouldHaveSingleItem().CaseId.ShouldBe(first.Id);
            (await db.Promises.Select(p => p.CaseId).ToListAsync(Ct)).ShouldBe([first.Id]);
            (await db.CaseTags.Select(t => new { t.CaseId, t.Tag }).SingleAsync(Ct)).CaseId.ShouldBe(first.Id);
            (await db.Drafts.SingleAsync(Ct)).Text.ShouldBe("Dear Jo\n\nwe are sorry");
            (await db.Cases.CountAsync(Ct)).ShouldBe(1);
        }

        // The old number leads there; the lists and the figures have one case.
        (await queries.CaseAsync(second.Number, Ct)).ShouldNotBeNull().Case.Id.ShouldBe(first.Id);
        (await queries.ListAsync(new CaseFilter(), null, 10, Ct)).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await queries.EventsAsync(first.Id, Ct)).Select(e => e.Event).OfType<HandedOver>().Select(h => h.Reason).ShouldBe(["an invoice", "a parcel"]);
        (await stage.Heed.Get<FigureCounts>().LoadAsync(new FigureScope(), Ct)).Total.Cases.ShouldBe(1);

        // Where the other one had been counts as well.
        (await desk.HandOverAsync(first.Id, new HandOverRequest(stage.Delivery, null, "back", null, false), stage.Agent, Ct)).Problem.ShouldBe("boomerang");
        (await desk.LookAsync(first.Id, Ct)).ShouldNotBeNull().Before(stage.Delivery).ShouldNotBeNull();

        // Both accounts write to the same case now, and it is answered where the last one wrote.
        (await stage.WriteAsync("901", "hello?")).Id.ShouldBe(first.Id);
        (await stage.WriteAsync("900", "anyone?")).Id.ShouldBe(first.Id);
        var replies = stage.Heed.Get<ReplyDesk>();
        var box = (await replies.BoxesAsync(first.Id, Ct)).First(b => b.Visibility == Visibility.Private);
        (await replies.ReplyAsync(first.Id, Visibility.Private, box.AccountId, "We are here.", stage.Agent, Ct)).Problem.ShouldBeNull();
        await TestHeed.EventuallyAsync(async () => (await stage.CaseAsync(first.Id)).WaitingSince is null);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_that_come_in_while_cases_are_merged_are_neither_lost_nor_doubled(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var first = await stage.WriteAsync("900", "one");
        var writes = Enumerable.Range(901, 6).Select(customer => Task.Run(async () =>
        {
            for (var i = 0; i < 4; i++)
                await stage.Sandbox.SayAsync(new SayRequest { Network = "facebook", Account = "acme", From = new Speaker($"{customer}", "Jo"), Text = $"message {i} of {customer}", Kind = "message" }, Ct);
        })).ToList();
        var merges = stage.Heed.Get<MergeDesk>();
        while (!writes.TrueForAll(w => w.IsCompleted))
        {
            Guid[] others;
            await using (var db = stage.Heed.Db())
                others = await db.Cases.Where(c => c.Id != first.Id).Select(c => c.Id).ToArrayAsync(Ct);
            foreach (var other in others)
                (await merges.MergeAsync(first.Id, other, stage.Agent, Ct)).Problem.ShouldBeNull();
        }

        await Task.WhenAll(writes);
        await TestHeed.EventuallyAsync(async () =>
        {
            await using var db = stage.Heed.Db();
            return await db.Messages.CountAsync(m => m.Direction == Direction.Inbound, Ct) == 25;
        });
        await using var end = stage.Heed.Db();
        (await end.SetAsides.CountAsync(Ct)).ShouldBe(0);
        (await end.Cases.SumAsync(c => c.InboundCount, Ct)).ShouldBe(25);
        (await end.Messages.CountAsync(m => !end.Cases.Any(c => c.Id == m.CaseId), Ct)).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_cannot_be_made_one_is_refused_and_nothing_changes(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var merges = stage.Heed.Get<MergeDesk>();
        var c = await stage.WriteAsync("900", "hello");
        (await merges.MergeAsync(c.Id, c.Id, stage.Agent, Ct)).Problem.ShouldBe("same-case");
        (await merges.MergeAsync(c.Id, Guid.CreateVersion7(), stage.Agent, Ct)).Problem.ShouldBe("not-found");
        (await stage.CaseAsync(c.Id)).Version.ShouldBe(c.Version);
    }
}
