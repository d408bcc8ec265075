using CsCheck;
using Heed.Core.Cases;
using Heed.Core.Guard;
using Shouldly;
using Xunit;
using static Heed.Tests.Guard.CareStory;
using Case = Heed.Core.Cases.Case;

namespace Heed.Tests.Guard;

/// <summary>Hand-overs: kinds told apart, the second one seen, the way back seen.</summary>
public sealed class HandOverTests
{
    private static readonly Guid[] Departments = [Billing, Delivery, Shop];

    [Fact]
    public void Within_the_team_and_to_another_department_are_told_apart()
    {
        var story = new CareStory(Billing).HandTo(null, Ben);
        (story.Case.HandOvers, story.Case.DepartmentHandOvers, story.Case.DepartmentId).ShouldBe((1, 0, Billing));
        story.HandTo(Delivery);
        (story.Case.HandOvers, story.Case.DepartmentHandOvers, story.Case.DepartmentId, story.Case.AssigneeId).ShouldBe((2, 1, Delivery, null));
        story.Case.CausesSeen.ShouldBe(CauseSet.HandedOver);
    }

    [Fact]
    public void The_first_hand_over_passes_and_the_second_needs_a_lead()
    {
        var story = new CareStory(Billing);
        Judge(story, Delivery).ShouldBeNull();
        story.HandTo(Delivery);
        Judge(story, Shop).ShouldBe(HandOverStop.LeadNeeded);
        Judge(story, Shop, byLead: true).ShouldBeNull();
        Judge(story, Shop, policy: HandOverPolicy.Default with { SecondNeedsLead = false }).ShouldBeNull();
    }

    [Fact]
    public void Back_to_where_it_was_is_refused_and_only_a_lead_who_has_seen_it_may_insist()
    {
        var story = new CareStory(Billing).HandTo(Delivery);
        Judge(story, Billing).ShouldBe(HandOverStop.Boomerang);
        Judge(story, Billing, byLead: true).ShouldBe(HandOverStop.Boomerang);
        Judge(story, Billing, byLead: true, insists: true).ShouldBeNull();
        Judge(story, Billing, insists: true).ShouldBe(HandOverStop.Boomerang);
        Judge(story, Billing, policy: HandOverPolicy.Default with { Boomerangs = BoomerangRule.AskLead }).ShouldBe(HandOverStop.LeadNeeded);
        Judge(story, Billing, policy: HandOverPolicy.Off).ShouldBeNull();
    }

    [Fact]
    public void To_where_it_is_already_is_no_hand_over()
    {
        var story = new CareStory(Billing).Do(new Assigned(Ana));
        HandOverGuard.Judge(story.Case, new HandOverWish(Billing, Ana), true, true, HandOverPolicy.Off).ShouldBe(HandOverStop.AlreadyThere);
        HandOverGuard.Judge(story.Case, new HandOverWish(null, Ana), true, true, HandOverPolicy.Off).ShouldBe(HandOverStop.AlreadyThere);
    }

    [Fact]
    public void Being_stopped_twice_on_the_same_way_counts_once()
    {
        var story = new CareStory(Billing).HandTo(Delivery).Do(new BoomerangStopped(Billing)).Do(new BoomerangStopped(Billing));
        story.Case.BoomerangsStopped.ShouldBe(1);
        story.HandTo(Shop).Do(new BoomerangStopped(Billing)).Case.BoomerangsStopped.ShouldBe(2);
        story.Case.Boomerangs.ShouldBe(0);
        story.Case.CausesSeen.Has(Cause.Boomerang).ShouldBeFalse();
    }

    [Fact]
    public void Whatever_happens_to_a_case_a_boomerang_is_seen_when_it_is_one_and_only_then() =>
        Steps.Sample(steps =>
        {
            var story = new CareStory(Billing);
            var (had, expected) = (new HashSet<Guid> { Billing }, 0);
            foreach (var step in steps)
            {
                story.After(1);
                if (step < Departments.Length)
                {
                    var to = Departments[step];
                    var back = to != story.Case.DepartmentId && had.Contains(to);
                    (Judge(story, to, policy: new HandOverPolicy(false, BoomerangRule.Refuse)) == HandOverStop.Boomerang).ShouldBe(back);
                    story.Case.WouldReturnTo(to).ShouldBe(back);
                    expected += back ? 1 : 0;
                    story.HandTo(to);
                    had.Add(to);
                }
                else
                {
                    Live(story, step);
                }
            }

            story.Case.Boomerangs.ShouldBe(expected);
            story.Case.CausesSeen.Has(Cause.Boomerang).ShouldBe(expected > 0);
            story.Case.VisitedDepartments.ToHashSet().ShouldBe(had);
            Refolded(story).Boomerangs.ShouldBe(expected);
        });

    [Fact]
    public void The_time_in_each_departments_hands_is_whole_and_does_not_overlap() =>
        Steps.Sample(steps =>
        {
            var story = new CareStory(Billing);
            foreach (var step in steps)
            {
                story.After(1);
                if (step < Departments.Length)
                    story.HandTo(Departments[step]);
                else
                    Live(story, step);
            }

            if (story.Case.Status == CaseStatus.Open)
                story.After(1).Do(new Resolved("agent"));
            var stays = story.Set.NewStays.OrderBy(s => s.Since).ThenBy(s => s.Until).ToList();
            stays[0].Since.ShouldBe(Noon);
            for (var i = 1; i < stays.Count; i++)
                stays[i].Since.ShouldBeGreaterThanOrEqualTo(stays[i - 1].Until);
            stays.ShouldAllBe(s => s.Until >= s.Since);
            stays.Count(s => s.HandedOn).ShouldBe(story.Case.DepartmentHandOvers - HandOversWhileResolved(story));
        });

    [Fact]
    public void The_history_tells_who_had_it_and_why_they_gave_it_away()
    {
        var story = new CareStory(Billing).After(5).HandTo(Delivery).After(5).Do(new Resolved("agent")).After(60).Do(new Reopened("customer-wrote")).After(5).HandTo(Shop);
        var visits = DepartmentHistory.Of(story.Events);
        visits.Select(v => v.DepartmentId).ShouldBe([Billing, Delivery, Delivery, Shop]);
        visits[0].Reason.ShouldBe("because");
        visits[0].Until.ShouldBe(Noon.AddMinutes(5));
        visits[1].Reason.ShouldBeNull();
        visits[3].Until.ShouldBeNull();
    }

    private static Gen<int[]> Steps => Gen.Int[0, 6].Array[0, 25];

    private static HandOverStop? Judge(CareStory story, Guid to, bool byLead = false, bool insists = false, HandOverPolicy? policy = null) =>
        HandOverGuard.Judge(story.Case, new HandOverWish(to, null), byLead, insists, policy ?? HandOverPolicy.Default);

    private static CareStory Live(CareStory story, int step) => step switch
    {
        3 => story.CustomerWrites(),
        4 => story.BrandAnswers(),
        5 when story.Case.Status == CaseStatus.Open => story.Do(new Resolved("agent")),
        5 => story.Do(new Reopened("agent")),
        _ => story.HandTo(null, story.Case.AssigneeId == Ana ? Ben : Ana),
    };

    private static int HandOversWhileResolved(CareStory story)
    {
        var fold = new Case { Id = story.Case.Id, CustomerId = story.Case.CustomerId };
        var count = 0;
        foreach (var e in story.Events)
        {
            if (e is HandedOver { ToDepartmentId: { } to } && to != fold.DepartmentId && fold.Status == CaseStatus.Resolved)
                count++;
            fold.Apply(e);
        }

        return count;
    }

    private static Case Refolded(CareStory story)
    {
        var fold = new Case { Id = story.Case.Id, CustomerId = story.Case.CustomerId };
        foreach (var e in story.Events)
            fold.Apply(e);
        return fold;
    }
}
