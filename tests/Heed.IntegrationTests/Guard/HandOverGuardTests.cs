using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Testing.Servers;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>A case on its way through the departments: the second hand-over, the way back, the lead's word.</summary>
public sealed class HandOverGuardTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_hand_over_waits_for_a_lead_who_lets_it_pass_or_says_why_not(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var desk = stage.Heed.Get<HandOverDesk>();
        var c = await stage.WriteAsync("900", "My parcel 998877 has not come.");
        (await desk.HandOverAsync(c.Id, To(stage.Delivery), stage.Agent, Ct)).Done.ShouldBeTrue();

        (await desk.HandOverAsync(c.Id, To(stage.Billing), stage.Agent, Ct)).Problem.ShouldBe("lead-needed");
        (await desk.AskAsync(c.Id, To(stage.Billing), stage.Agent, Ct)).Done.ShouldBeTrue();
        (await desk.AskAsync(c.Id, To(stage.Billing), stage.Agent, Ct)).Problem.ShouldBe("already-asked");
        (await stage.CaseAsync(c.Id)).DepartmentId.ShouldBe(stage.Delivery);
        (await desk.ApproveAsync(c.Id, insists: false, stage.Agent, Ct)).Problem.ShouldBe("forbidden");

        (await desk.RefuseAsync(c.Id, "Ask the carrier first.", stage.Lead, Ct)).Done.ShouldBeTrue();
        (await desk.ApproveAsync(c.Id, insists: false, stage.Lead, Ct)).Problem.ShouldBe("nothing-asked");
        (await desk.AskAsync(c.Id, To(stage.Billing), stage.Agent, Ct)).Done.ShouldBeTrue();
        var queries = stage.Heed.Get<InboxQueries>();
        (await queries.ListAsync(new CaseFilter { Attention = true }, null, 10, Ct)).Items.Select(i => i.Id).ShouldBe([c.Id]);
        (await desk.ApproveAsync(c.Id, insists: false, stage.Lead, Ct)).Done.ShouldBeTrue();

        var moved = await stage.CaseAsync(c.Id);
        (moved.DepartmentId, moved.HandOvers, moved.DepartmentHandOvers, moved.AskedToHandOver).ShouldBe((stage.Billing, 2, 2, false));
        (await stage.EventsAsync(c.Id)).OfType<HandedOver>().Last().ApprovedBy.ShouldBe(stage.Lead.UserId);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_case_does_not_go_back_and_gets_an_accountable_owner_instead(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var desk = stage.Heed.Get<HandOverDesk>();
        var c = await stage.WriteAsync("900", "I was charged twice for order 998877, please give me the money back.");
        var first = c.DepartmentId.ShouldNotBeNull();
        (await desk.HandOverAsync(c.Id, To(stage.Billing), stage.Agent, Ct)).Done.ShouldBeTrue();

        (await desk.HandOverAsync(c.Id, To(first), stage.Agent, Ct)).Problem.ShouldBe("boomerang");
        (await desk.HandOverAsync(c.Id, To(first), stage.Lead, Ct)).Problem.ShouldBe("boomerang");
        var look = (await desk.LookAsync(c.Id, Ct)).ShouldNotBeNull();
        look.Before(first).ShouldNotBeNull().Reason.ShouldBe("because");
        look.Before(stage.Billing).ShouldBeNull();
        look.Summary.Numbers.ShouldBe(["998877"]);

        (await desk.MakeAccountableAsync(c.Id, stage.Agent.UserId!.Value, "boomerang", first, stage.Agent, Ct)).Done.ShouldBeTrue();
        var kept = await stage.CaseAsync(c.Id);
        (kept.DepartmentId, kept.AccountableId, kept.AssigneeId, kept.BoomerangsStopped, kept.Boomerangs).ShouldBe((stage.Billing, stage.Agent.UserId, stage.Agent.UserId, 1, 0));

        (await desk.HandOverAsync(c.Id, To(first) with { Insists = true }, stage.Lead, Ct)).Done.ShouldBeTrue();
        var back = await stage.CaseAsync(c.Id);
        (back.Boomerangs, back.CausesSeen.Has(Cause.Boomerang)).ShouldBe((1, true));
        (await stage.Heed.Get<MarkDesk>().MarksAsync(c.Id, Ct)).Select(m => m.Cause).ShouldContain(Cause.Boomerang);
        (await stage.Heed.Get<MarkDesk>().UnmarkAsync(c.Id, Cause.Boomerang, false, stage.Agent, Ct)).Done.ShouldBeTrue();
        (await stage.CaseAsync(c.Id)).CausesSeen.Has(Cause.Boomerang).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_time_in_each_departments_hands_is_kept(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var c = await stage.WriteAsync("900", "Where is my parcel?");
        await stage.Heed.Get<HandOverDesk>().HandOverAsync(c.Id, To(stage.Delivery), stage.Agent, Ct);
        await stage.Heed.Get<CaseDesk>().ResolveAsync(c.Id, stage.Agent, Ct);
        await using var db = stage.Heed.Db();
        var stays = db.CaseStays.Where(s => s.CaseId == c.Id).ToList().OrderBy(s => s.Version).ToList();
        stays.Select(s => (s.DepartmentId, s.HandedOn)).ShouldBe([(c.DepartmentId!.Value, true), (stage.Delivery, false)]);
        stays[1].Since.ShouldBe(stays[0].Until);
    }

    private static HandOverRequest To(Guid department) => new(department, null, "because", "The customer waits for parcel 998877.", false);
}
