using CsCheck;
using Heed.Core.Cases;
using Heed.Core.Guard;
using Shouldly;
using Xunit;
using static Heed.Tests.Guard.CareStory;

namespace Heed.Tests.Guard;

/// <summary>Promises: at most one is open, it is settled exactly once, and none survives its case.</summary>
public sealed class PromiseTests
{
    [Fact]
    public void An_answer_in_time_keeps_it_and_a_late_one_breaks_it()
    {
        var kept = new CareStory(Billing).CustomerWrites().Promise(30).After(20).BrandAnswers();
        Ends(kept).ShouldBe([PromiseEnd.Kept]);
        kept.Case.CausesSeen.Has(Cause.LongWait).ShouldBeFalse();

        var broken = new CareStory(Billing).CustomerWrites().Promise(30).After(31).BrandAnswers();
        Ends(broken).ShouldBe([PromiseEnd.Broken]);
        broken.Case.CausesSeen.Has(Cause.LongWait).ShouldBeTrue();
    }

    [Fact]
    public void What_tells_the_promise_does_not_keep_it()
    {
        var notice = Guid.CreateVersion7(Noon);
        var story = new CareStory(Billing).CustomerWrites().Promise(30, messageId: notice).After(1).BrandAnswers(automatic: true, notice);
        story.Case.PromiseId.ShouldNotBeNull();
        story.Case.WaitingSince.ShouldNotBeNull();
        story.Case.FirstAnswerAt.ShouldBeNull();
    }

    [Fact]
    public void A_call_is_kept_by_calling_not_by_writing()
    {
        var story = new CareStory(Billing).CustomerWrites().Promise(120, PromiseKind.Callback).After(5).BrandAnswers();
        story.Case.PromiseId.ShouldNotBeNull();
        story.Case.LetDownAt.ShouldBe(Noon.AddMinutes(120));
        story.Do(new PromiseSettled(story.Case.PromiseId!.Value, PromiseEnd.Kept));
        story.Case.LetDownAt.ShouldBeNull();
    }

    [Fact]
    public void A_new_promise_renews_the_old_one_while_it_stands()
    {
        var story = new CareStory(Billing).CustomerWrites().Promise(30).After(20).Promise(60);
        Ends(story).ShouldBe([PromiseEnd.Renewed]);
        story.After(50).Promise(500);
        Ends(story).ShouldBe([PromiseEnd.Renewed, PromiseEnd.Renewed]);
        story.After(501).Promise(10);
        Ends(story).ShouldBe([PromiseEnd.Renewed, PromiseEnd.Renewed, PromiseEnd.Broken]);
    }

    [Fact]
    public void The_queue_goes_by_the_nearer_of_target_and_promise()
    {
        var story = new CareStory(Billing).CustomerWrites();
        var due = story.Case.DueAt!.Value;
        story.Case.QueueAt.ShouldBe(due.ToUnixTimeMilliseconds());
        story.Promise(5);
        story.Case.QueueAt.ShouldBe(Noon.AddMinutes(5).ToUnixTimeMilliseconds());
    }

    [Fact]
    public void No_clock_and_no_promise_survives_its_case() =>
        Gen.Int[0, 8].Array[0, 30].Sample(steps =>
        {
            var story = new CareStory(Billing);
            foreach (var step in steps)
            {
                story.After(7);
                switch (step)
                {
                    case 0 or 1:
                        if (story.Case.Status == CaseStatus.Resolved)
                            story.Do(new Reopened("customer-wrote"));
                        story.CustomerWrites();
                        break;
                    case 2 when story.Case.Status == CaseStatus.Open:
                        story.BrandAnswers();
                        break;
                    case 3 when story.Case is { WaitingSince: not null, Status: CaseStatus.Open }:
                        story.Promise(15);
                        break;
                    case 4 when story.Case.Status == CaseStatus.Open:
                        story.Promise(20, PromiseKind.Callback);
                        break;
                    case 5 when story.Case.Status == CaseStatus.Open:
                        story.Do(new Resolved("agent"));
                        break;
                    case 6 when story.Case.Status == CaseStatus.Resolved:
                        story.Do(new Reopened("agent"));
                        break;
                    case 7 when story.Case.Status == CaseStatus.Open:
                        story.HandTo(story.Case.DepartmentId == Billing ? Delivery : Billing);
                        break;
                    case 8 when story.Case.Status == CaseStatus.Open:
                        story.Do(new ClockSet(story.Case.Clock.Closed(), "no-answer-needed"));
                        break;
                }

                // At any time: as many are open as the case says, and a resolved case has none.
                var open = story.Set.NewPromises.Count - story.Set.EndedPromises.Count;
                open.ShouldBe(story.Case.PromiseId is null ? 0 : 1);
                story.Set.EndedPromises.Select(p => p.Id).ShouldBeUnique();
                if (story.Case.Status == CaseStatus.Resolved)
                    (story.Case.PromiseId, story.Case.WaitingSince, story.Case.DueAt, story.Case.LetDownAt, story.Case.EscalatedAt).ShouldBe((null, null, null, null, null));
                if (story.Case is { PromiseKind: PromiseKind.Answer, PromiseId: not null })
                    story.Case.WaitingSince.ShouldNotBeNull();
            }
        });

    private static IEnumerable<PromiseEnd> Ends(CareStory story) => story.Set.EndedPromises.Select(p => p.End);
}
