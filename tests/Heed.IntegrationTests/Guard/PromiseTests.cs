using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Guard;
using Heed.Server.Replies;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>Promises to customers: told once, watched, called out before they break, settled once.</summary>
public sealed class PromiseTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_waiting_customer_is_told_once_how_long_it_takes_and_the_answer_keeps_it(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var c = await stage.WriteAsync("900", "Hello, where is my parcel? It should have been here on Monday.");
        await stage.RememberAsync(c.DepartmentId!.Value, c, 40, TimeSpan.FromMinutes(25));
        await stage.Heed.Get<CareDesk>().SaveAsync(CarePolicy.Default with { Tell = TellWait.Private }, Ct);
        await WaitedAsync(stage, c.Id, TimeSpan.FromMinutes(2));
        var teller = stage.Heed.Get<WaitTeller>();

        await teller.TellAsync(Ct);
        await TestHeed.EventuallyAsync(async () => (await SentAsync(stage, c.Id)).Count == 1);
        await teller.TellAsync(Ct);

        var notice = (await SentAsync(stage, c.Id)).ShouldHaveSingleItem();
        notice.Text.ShouldContain("A person will answer you in about");
        (notice.Automatic, notice.AgentId).ShouldBe((true, null));
        var told = await stage.CaseAsync(c.Id);
        told.WaitingSince.ShouldNotBeNull();
        told.FirstAnswerAt.ShouldBeNull();
        told.PromiseUntil.ShouldNotBeNull().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().AddMinutes(20));

        var box = (await stage.Heed.Get<ReplyDesk>().BoxesAsync(c.Id, Ct)).First(b => b.Visibility == Visibility.Private && b.Box.Open);
        (await stage.Heed.Get<ReplyDesk>().ReplyAsync(c.Id, Visibility.Private, box.AccountId, "It leaves today.", stage.Agent, Ct)).Problem.ShouldBeNull();
        await TestHeed.EventuallyAsync(async () => (await stage.CaseAsync(c.Id)).WaitingSince is null, seconds: 45);
        await using var db = stage.Heed.Db();
        (await db.Promises.AsNoTracking().SingleAsync(p => p.CaseId == c.Id, Ct)).Ended.ShouldBe(PromiseEnd.Kept);
        (await stage.CaseAsync(c.Id)).CausesSeen.ShouldBe(CauseSet.None);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_is_told_where_nobody_switched_it_on_or_too_little_is_known(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var c = await stage.WriteAsync("900", "Hello, where is my parcel? It should have been here on Monday.");
        await WaitedAsync(stage, c.Id, TimeSpan.FromMinutes(2));
        await stage.Heed.Get<CareDesk>().SaveAsync(CarePolicy.Default with { Tell = TellWait.Private }, Ct);
        await stage.Heed.Get<WaitTeller>().TellAsync(Ct);
        (await stage.CaseAsync(c.Id)).PromiseId.ShouldBeNull();

        await stage.RememberAsync(c.DepartmentId!.Value, c, 40, TimeSpan.FromMinutes(25));
        await stage.Heed.Get<CareDesk>().SaveAsync(CarePolicy.Default, Ct);
        await stage.Heed.Get<WaitTeller>().TellAsync(Ct);
        (await SentAsync(stage, c.Id)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Leads_are_called_before_a_promise_breaks_and_a_broken_one_is_marked(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var c = await stage.WriteAsync("900", "Please call me back.");
        var (desk, watch) = (stage.Heed.Get<PromiseDesk>(), stage.Heed.Get<CareWatch>());
        (await desk.PromiseAsync(c.Id, PromiseKind.Callback, TimeProvider.System.GetUtcNow().AddMinutes(-1), stage.Agent, Ct)).Problem.ShouldBe("promise-time");
        (await desk.PromiseAsync(c.Id, PromiseKind.Callback, TimeProvider.System.GetUtcNow().AddMinutes(5), stage.Agent, Ct)).Done.ShouldBeTrue();
        await watch.LookAsync(Ct);
        (await stage.EventsAsync(c.Id)).OfType<Escalated>().ShouldHaveSingleItem().Why.ShouldBe("promise-soon");
        await watch.LookAsync(Ct);
        (await stage.EventsAsync(c.Id)).OfType<Escalated>().Count().ShouldBe(1);

        (await desk.PromiseAsync(c.Id, PromiseKind.Callback, TimeProvider.System.GetUtcNow().AddSeconds(1), stage.Agent, Ct)).Done.ShouldBeTrue();
        await Task.Delay(1100, Ct);
        await watch.LookAsync(Ct);
        await using var db = stage.Heed.Db();
        (await db.Promises.AsNoTracking().Where(p => p.CaseId == c.Id).Select(p => p.Ended).ToListAsync(Ct)).ShouldBe([PromiseEnd.Renewed, PromiseEnd.Broken], ignoreOrder: true);
        var broken = await stage.CaseAsync(c.Id);
        (broken.PromiseId, broken.CausesSeen).ShouldBe((null, CauseSet.LongWait));
        (await desk.KeepAsync(c.Id, stage.Agent, Ct)).Problem.ShouldBe("no-promise");
    }

    private static async Task<List<Message>> SentAsync(CareStage stage, Guid caseId)
    {
        await using var db = stage.Heed.Db();
        return await db.Messages.AsNoTracking().Where(m => m.CaseId == caseId && m.Direction == Direction.Outbound && m.ExternalId != null).ToListAsync(Ct);
    }

    private static async Task WaitedAsync(CareStage stage, Guid caseId, TimeSpan waited)
    {
        await using var db = stage.Heed.Db();
        var since = TimeProvider.System.GetUtcNow() - waited;
        await db.Cases.Where(c => c.Id == caseId).ExecuteUpdateAsync(s => s.SetProperty(c => c.WaitingSince, since), Ct);
    }
}
