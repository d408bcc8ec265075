using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Language;
using Shouldly;
using Xunit;
using static Heed.Tests.Guard.CareStory;

namespace Heed.Tests.Guard;

/// <summary>Every mark can be opened to what put it there, and a person can take it away.</summary>
public sealed class CauseMarksTests
{
    [Fact]
    public void Each_mark_names_the_event_that_set_it()
    {
        var story = new CareStory(Billing)
            .CustomerWrites(new Reading { Causes = [Cause.LongWait, Cause.HandedOver], Topic = Topics.Billing })
            .After(3000).BrandAnswers()
            .After(1).HandTo(Delivery)
            .After(1).HandTo(Billing)
            .After(1).Do(new ToneWeighed(Guid.CreateVersion7(Noon), 0.9, [ToneFault.Blaming], "sent", Plainly: true));
        var marks = CauseMarks.Of(story.Events);

        marks.Where(m => !m.Said).Select(m => (m.Cause, Kind: m.By.GetType())).ShouldBe(
        [
            (Cause.AggressiveAnswer, typeof(ToneWeighed)), (Cause.HandedOver, typeof(HandedOver)), (Cause.LongWait, typeof(MessageOut)), (Cause.Boomerang, typeof(HandedOver)),
        ]);
        marks.Where(m => m.Said).Select(m => m.Cause).ShouldBe([Cause.HandedOver, Cause.LongWait]);
        story.Case.CausesSeen.ShouldBe(CauseSet.AggressiveAnswer | CauseSet.HandedOver | CauseSet.LongWait | CauseSet.Boomerang);
        story.Case.CausesSaid.ShouldBe(CauseSet.HandedOver | CauseSet.LongWait);
    }

    [Fact]
    public void What_a_person_takes_away_is_gone_until_it_happens_again()
    {
        var story = new CareStory(Billing).HandTo(Delivery).Do(new Unmarked(Cause.HandedOver, false, null));
        CauseMarks.Of(story.Events).ShouldBeEmpty();
        story.Case.CausesSeen.ShouldBe(CauseSet.None);
        story.HandTo(Shop).Case.CausesSeen.ShouldBe(CauseSet.HandedOver);
        CauseMarks.Of(story.Events).Single().By.ShouldBeOfType<HandedOver>().ToDepartmentId.ShouldBe(Shop);
    }

    [Fact]
    public void The_first_thing_read_stands_until_something_more_exact_is_read_or_a_person_corrects_it()
    {
        var story = new CareStory(Billing).CustomerWrites(new Reading { Topic = Topics.Question }).CustomerWrites(new Reading { Topic = Topics.Refund, Sentiment = Sentiment.Negative, Urgency = Urgency.Soon });
        (story.Case.Topic, story.Case.Sentiment, story.Case.Urgency).ShouldBe((Topics.Refund, Sentiment.Negative, Urgency.Soon));
        story.CustomerWrites(new Reading { Topic = Topics.Delivery }).Case.Topic.ShouldBe(Topics.Refund);
        story.Do(new ReadingCorrected(Guid.CreateVersion7(Noon), new Reading { Topic = Topics.Delivery })).Case.Topic.ShouldBe(Topics.Delivery);
        story.BrandAnswers().Case.Urgency.ShouldBe(Urgency.Normal);
    }
}
