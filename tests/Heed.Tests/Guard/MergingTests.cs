using CsCheck;
using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Language;
using Shouldly;
using Xunit;
using static Heed.Tests.Guard.CareStory;
using Case = Heed.Core.Cases.Case;

namespace Heed.Tests.Guard;

/// <summary>Two cases that become one: nothing is counted twice, nothing that ran goes on in the one that went, and the way back is seen in both pasts.</summary>
public sealed class MergingTests
{
    private static readonly Guid[] Departments = [Billing, Delivery, Shop];

    private static Gen<int[]> Steps => Gen.Int[0, 8].Array[0, 15];

    [Fact]
    public void The_earlier_one_stays_with_the_messages_of_both()
    {
        var (kept, gone) = (new CareStory(Billing).CustomerWrites(), new CareStory(Delivery).After(5).CustomerWrites().BrandAnswers().After(1).CustomerWrites());
        kept.Merge(gone);
        (kept.Case.InboundCount, kept.Case.OutboundCount, kept.Case.DepartmentId, kept.Case.Clock.Waiting.Length).ShouldBe((3, 1, Billing, 2));
        (gone.Case.Status, gone.Case.MergedIntoId, gone.Case.WaitingSince).ShouldBe((CaseStatus.Merged, kept.Case.Id, null));
        (kept.Case.HandOvers, kept.Case.Boomerangs, kept.Case.CausesSeen).ShouldBe((0, 0, CauseSet.None));
    }

    [Fact]
    public void An_open_one_wakes_a_resolved_one_and_the_work_goes_on_where_the_open_one_was()
    {
        var kept = new CareStory(Billing).CustomerWrites().BrandAnswers().Do(new Resolved("agent"));
        var gone = new CareStory(Delivery).After(60).CustomerWrites().Do(new Assigned(Ben));
        kept.After(60).Merge(gone);
        (kept.Case.Status, kept.Case.DepartmentId, kept.Case.AssigneeId, kept.Case.Reopenings, kept.Case.ResolvedAt).ShouldBe((CaseStatus.Open, Delivery, Ben, 1, null));
        kept.Case.VisitedDepartments.ShouldBe([Billing, Delivery]);
        kept.Case.WouldReturnTo(Billing).ShouldBeTrue();
        DepartmentHistory.Of(kept.Events)[^1].ShouldBe(new DepartmentVisit(Delivery, kept.Now, null, null, null));
    }

    [Fact]
    public void Of_two_promises_the_nearer_one_stands_and_the_other_is_settled()
    {
        var kept = new CareStory(Billing).CustomerWrites().Promise(60, PromiseKind.Callback);
        var gone = new CareStory(Billing).CustomerWrites().Promise(30, PromiseKind.Callback);
        var (later, nearer) = (kept.Case.PromiseId, gone.Case.PromiseId);
        kept.Merge(gone);
        (kept.Case.PromiseId, gone.Case.PromiseId).ShouldBe((nearer, null));
        kept.Set.EndedPromises.ShouldBe([(later!.Value, PromiseEnd.Dropped, Noon)]);
    }

    [Fact]
    public void A_mark_that_came_along_is_told_by_the_event_that_set_it()
    {
        var kept = new CareStory(Billing).CustomerWrites();
        var gone = new CareStory(Delivery).After(1).HandTo(Shop);
        kept.After(2).Merge(gone);
        var mark = CauseMarks.Of(kept.Events, _ => gone.Events).ShouldHaveSingleItem();
        (mark.Cause, mark.By.GetType()).ShouldBe((Cause.HandedOver, typeof(HandedOver)));
    }

    [Fact]
    public void Nothing_that_a_case_knows_is_forgotten_when_it_becomes_part_of_another()
    {
        // Its own for good, what is read from the rest, and what ends with it.
        string[] kept =
        [
            nameof(Case.Id), nameof(Case.Number), nameof(Case.CustomerId), nameof(Case.Brand), nameof(Case.Status), nameof(Case.MergedIntoId), nameof(Case.Version), nameof(Case.QueueAt),
            nameof(Case.OriginAccountId), nameof(Case.OriginNetwork), nameof(Case.OriginVisibility), nameof(Case.OriginDirection), nameof(Case.ResolvedAt),
            nameof(Case.Clock), nameof(Case.WaitingSince), nameof(Case.DueAt), nameof(Case.WaitKind), nameof(Case.WaitVisibility), nameof(Case.LetDownAt),
            nameof(Case.AgentCount), nameof(Case.VisitedDepartments), nameof(Case.NeededSkills), nameof(Case.DepartmentSince), nameof(Case.StoppedTowards), nameof(Case.AskedToHandOver),
        ];
        typeof(Case).GetProperties().Select(p => p.Name).Except(kept).ShouldBe(typeof(MergedCase).GetProperties().Select(p => p.Name).Except([nameof(MergedCase.WasOpen)]), ignoreOrder: true);
    }

    [Fact]
    public void What_was_read_in_either_is_known_of_both()
    {
        var kept = new CareStory(Billing).CustomerWrites();
        var gone = new CareStory(Billing).After(5).CustomerWrites(new Reading { InStore = true, Shop = "lyon", Leaving = true, Buying = true, Urgency = Urgency.Now, Topic = "refund", Causes = [Cause.LongWait] });
        kept.After(6).Merge(gone);
        var c = kept.Case;
        (c.InStoreAt, c.Shop, c.Leaving, c.Buying, c.Urgency, c.Topic, c.CausesSaid).ShouldBe((Noon.AddMinutes(5), "lyon", true, true, Urgency.Now, "refund", CauseSet.LongWait));
    }

    [Fact]
    public void Cases_of_two_brands_are_not_made_one()
    {
        var other = new Case { Id = Guid.CreateVersion7(Noon), CustomerId = Guid.CreateVersion7(Noon) };
        other.Apply(new CaseOpened("zenith", Guid.Empty, "x", default, null, null) { At = Noon });
        CaseMerge.Problem(new CareStory(Billing).Case, other).ShouldBe("other-brand");
        CaseMerge.Problem(other, other).ShouldBe("same-case");
        var (kept, gone) = (new CareStory(Billing), new CareStory(Billing));
        kept.Merge(gone);
        CaseMerge.Problem(kept.Case, gone.Case).ShouldBe("merged-already");
    }

    [Fact]
    public void Whatever_happened_before_and_after_a_merge_boomerangs_are_seen_when_they_are_and_nothing_outlives_the_case_that_went() =>
        Gen.Select(Steps, Steps, Steps).Sample((before, aside, after) =>
        {
            var (kept, gone) = (new CareStory(Billing), new CareStory(Delivery));
            var (had, expected) = (new HashSet<Guid> { Billing }, 0);
            var (hadAside, expectedAside) = (new HashSet<Guid> { Delivery }, 0);
            Live(kept, before, had, ref expected);
            Live(gone, aside, hadAside, ref expectedAside);
            var messages = (kept.Case.InboundCount + gone.Case.InboundCount, kept.Case.OutboundCount + gone.Case.OutboundCount);

            kept.After(1).Merge(gone);

            had.UnionWith(hadAside);
            expected += expectedAside;
            (kept.Case.InboundCount, kept.Case.OutboundCount).ShouldBe(messages);
            kept.Case.Boomerangs.ShouldBe(expected);
            (gone.Case.PromiseId, gone.Case.WaitingSince, gone.Case.DueAt, gone.Case.Status).ShouldBe((null, null, null, CaseStatus.Merged));
            Live(kept, after, had, ref expected);
            kept.Case.Boomerangs.ShouldBe(expected);
            kept.Case.CausesSeen.Has(Cause.Boomerang).ShouldBe(expected > 0);
            if (kept.Case.Status == CaseStatus.Resolved)
                (kept.Case.PromiseId, kept.Case.WaitingSince).ShouldBe((null, null));
            Refolded(kept).Boomerangs.ShouldBe(expected);
            Refolded(gone).Status.ShouldBe(CaseStatus.Merged);
        });

    private static void Live(CareStory story, int[] steps, HashSet<Guid> had, ref int expected)
    {
        foreach (var step in steps)
        {
            story.After(1);
            if (step < Departments.Length)
            {
                var to = Departments[step];
                var back = to != story.Case.DepartmentId && had.Contains(to);
                story.Case.WouldReturnTo(to).ShouldBe(back);
                expected += back ? 1 : 0;
                story.HandTo(to);
                had.Add(to);
                continue;
            }

            _ = step switch
            {
                // As the intake does: who writes wakes the case.
                3 when story.Case.Status == CaseStatus.Resolved => story.Do(new Reopened("customer-wrote")).CustomerWrites(),
                3 => story.CustomerWrites(new Reading { Urgency = Urgency.Soon }),
                4 => story.BrandAnswers(),
                5 => story.Case.Status == CaseStatus.Open ? story.Do(new Resolved("agent")) : story.Do(new Reopened("agent")),
                6 when story.Case.Status == CaseStatus.Open => story.Promise(30, PromiseKind.Callback),
                7 => story.HandTo(null, story.Case.AssigneeId == Ana ? Ben : Ana),
                _ => story,
            };
        }
    }

    private static Case Refolded(CareStory story)
    {
        var fold = new Case { Id = story.Case.Id, CustomerId = story.Case.CustomerId };
        foreach (var e in story.Events)
            fold.Apply(e);
        return fold;
    }
}
