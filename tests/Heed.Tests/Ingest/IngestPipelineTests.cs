using CsCheck;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.Tests.Ingest;

public sealed class IngestPipelineTests
{
    [Fact]
    public void The_same_message_twice_is_one_message_and_counted_as_known()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0)).ShouldBeNull();
        scene.Take(IngestScene.Wrote("1", 0)).ShouldBe("duplicate");
        scene.Set.NewMessages.Count.ShouldBe(1);
        scene.Set.NewCases.Single().InboundCount.ShouldBe(1);
    }

    [Fact]
    public void An_edit_and_a_deletion_before_their_message_wait_for_it()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Edited("1", 5, "corrected")).ShouldBe("waiting");
        scene.Set.NewWaiting.Count.ShouldBe(1);
        scene.Take(IngestScene.Wrote("1", 0));
        scene.Set.NewMessages.Single().Text.ShouldBe("corrected");
        scene.Set.NewWaiting.ShouldBeEmpty();

        var other = new IngestScene();
        other.Take(IngestScene.Deleted("2", 5)).ShouldBe("waiting");
        other.Take(IngestScene.Wrote("2", 0));
        other.Set.NewMessages.Single().Text.ShouldBe("");
        other.Set.NewCases.Single().WaitingSince.ShouldBeNull();
    }

    [Fact]
    public void The_list_shows_the_last_message_as_its_author_corrected_it()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0, text: "the lamp flickers"));
        scene.Take(IngestScene.Edited("1", 1, "the lamp is on fire"));
        scene.Set.NewCases.Single().Preview.ShouldBe("the lamp is on fire");

        scene.Take(IngestScene.Wrote("2", 2, text: "help"));
        scene.Take(IngestScene.Edited("1", 3, "an older message"));
        scene.Set.NewCases.Single().Preview.ShouldBe("help");
    }

    [Fact]
    public void An_answer_delivered_before_its_question_waits_and_then_stops_the_clock()
    {
        var scene = new IngestScene();
        var unknownAddressee = IngestScene.Answered("2", 10, inReplyTo: "1") with { Customer = new Profile(IdentityKey.Unknown("x", "1")) };
        scene.Take(unknownAddressee).ShouldBe("waiting");
        scene.Take(IngestScene.Wrote("1", 0)).ShouldBeNull();
        var c = scene.Set.NewCases.Single();
        c.OutboundCount.ShouldBe(1);
        c.WaitingSince.ShouldBeNull();
        scene.Set.NewMessages.Single(m => m.ExternalId == "1").AnsweredAt.ShouldBe(IngestScene.Noon.AddMinutes(10));
    }

    [Fact]
    public void A_reply_to_a_strangers_post_does_not_get_into_the_strangers_case()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0, author: "900"));
        scene.Take(IngestScene.Wrote("2", 1, author: "901", inReplyTo: "1"));
        scene.Set.NewCases.Count.ShouldBe(2);
        scene.Set.NewCases.ShouldAllBe(c => c.InboundCount == 1);
    }

    [Fact]
    public void A_message_long_after_an_answered_one_begins_a_new_case_but_an_unanswered_case_stays_open()
    {
        var answered = new IngestScene();
        answered.Take(IngestScene.Wrote("1", 0));
        answered.Take(IngestScene.Answered("2", 5, "1"));
        answered.Take(IngestScene.Wrote("3", 60 * 24 * 10));
        answered.Set.NewCases.Count.ShouldBe(2);
        answered.Set.NewCases[0].Status.ShouldBe(CaseStatus.Resolved);

        var unanswered = new IngestScene();
        unanswered.Take(IngestScene.Wrote("1", 0));
        unanswered.Take(IngestScene.Wrote("3", 60 * 24 * 10));
        unanswered.Set.NewCases.Count.ShouldBe(1);
        unanswered.Set.NewCases[0].WaitingSince.ShouldBe(IngestScene.Noon);
    }

    [Fact]
    public void An_edit_that_comes_as_a_new_post_changes_the_old_one_in_either_order()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0, text: "tpyo"));
        scene.Take(IngestScene.Wrote("2", 1, text: "typo") with { EarlierIds = ["1"] }).ShouldBe("edit");
        var message = scene.Set.NewMessages.Single();
        message.Text.ShouldBe("typo");
        message.LatestId.ShouldBe("2");

        var reversed = new IngestScene();
        reversed.Take(IngestScene.Wrote("2", 1, text: "typo") with { EarlierIds = ["1"] });
        reversed.Take(IngestScene.Wrote("1", 0, text: "tpyo")).ShouldBe("duplicate");
        reversed.Set.NewMessages.Single().Text.ShouldBe("typo");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(60 * 24 * 4)]
    [InlineData(60 * 24 * 40)]
    public void An_automatic_message_to_an_answered_case_joins_it_however_late_and_starts_no_wait(int minute)
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0));
        scene.Take(IngestScene.Answered("2", 5, "1"));
        scene.Take(IngestScene.Wrote("3", minute, text: "I am away") with { Automatic = true }).ShouldBeNull();

        var c = scene.Set.NewCases.ShouldHaveSingleItem();
        c.Status.ShouldBe(CaseStatus.Open);
        c.WaitingSince.ShouldBeNull();
        c.InboundCount.ShouldBe(2);
    }

    [Theory]
    [InlineData(60, null)]
    [InlineData(60, "1")]
    [InlineData(60 * 24 * 40, null)]
    [InlineData(60 * 24 * 40, "1")]
    public void An_automatic_message_to_a_resolved_case_joins_it_and_leaves_it_resolved(int minute, string? inReplyTo)
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0));
        var c = scene.Set.NewCases.Single();
        scene.Set.Append(c, new Resolved("agent") { At = IngestScene.Noon.AddMinutes(10) });
        scene.Take(IngestScene.Wrote("2", minute, text: "I am away", inReplyTo: inReplyTo) with { Automatic = true }).ShouldBeNull();

        scene.Set.NewCases.ShouldHaveSingleItem().Status.ShouldBe(CaseStatus.Resolved);
        c.Reopenings.ShouldBe(0);
        c.InboundCount.ShouldBe(2);
    }

    [Fact]
    public void An_automatic_message_does_not_break_the_silence_that_ends_a_case()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0));
        scene.Take(IngestScene.Answered("2", 5, "1"));
        scene.Take(IngestScene.Wrote("3", 60 * 70, text: "I am away") with { Automatic = true });
        scene.Take(IngestScene.Wrote("4", 60 * 80, text: "my invoice is wrong"));

        scene.Set.NewCases.Count.ShouldBe(2);
        scene.Set.NewCases[0].ResolvedAt.ShouldBe(IngestScene.Noon.AddMinutes(5).AddHours(72));
        scene.Set.NewCases[1].WaitingSince.ShouldNotBeNull();
    }

    [Fact]
    public void An_automatic_message_of_a_stranger_opens_a_case_that_nobody_waits_in()
    {
        var scene = new IngestScene();
        scene.Take(IngestScene.Wrote("1", 0) with { Automatic = true });
        var c = scene.Set.NewCases.ShouldHaveSingleItem();
        (c.Status, c.WaitingSince, c.InboundCount).ShouldBe((CaseStatus.Open, null, 1));

        scene.Take(IngestScene.Wrote("2", 60 * 24 * 30) with { Automatic = true });
        scene.Set.NewCases.ShouldHaveSingleItem().InboundCount.ShouldBe(2);
    }

    [Fact]
    public void Whatever_arrives_in_whatever_order_the_row_is_the_fold_of_its_events()
    {
        var step = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 5], Gen.Int[0, 3000], Gen.Bool);
        step.List[1, 40].Sample(steps =>
        {
            var scene = new IngestScene();
            foreach (var (what, id, minute, isPrivate) in steps)
            {
                var visibility = isPrivate ? Visibility.Private : Visibility.Public;
                ChannelEvent e = what switch
                {
                    0 or 1 or 2 => IngestScene.Wrote($"m{id}", minute, visibility: visibility),
                    3 or 4 => IngestScene.Answered($"a{id}", minute, $"m{id}", visibility: visibility),
                    5 => IngestScene.Edited($"m{id}", minute, $"edit {minute}"),
                    _ => IngestScene.Deleted($"m{id}", minute),
                };
                scene.Take(e);
            }

            scene.Set.NewMessages.Select(m => m.ExternalId).Distinct().Count().ShouldBe(scene.Set.NewMessages.Count);
            foreach (var c in scene.Set.NewCases)
            {
                var again = new Case { Id = c.Id, CustomerId = c.CustomerId };
                foreach (var row in scene.Set.NewEvents.Where(e => e.CaseId == c.Id))
                    again.Apply(row.Read());
                Facts(again).ShouldBe(Facts(c));
                if (c.Status == CaseStatus.Resolved)
                    c.WaitingSince.ShouldBeNull();
            }
        });
    }

    private static string Facts(Case c) => string.Join('|',
        c.Version, c.Status, c.InboundCount, c.OutboundCount, c.AgentCount, c.AttributedAnswers, c.WaitingSince, c.DueAt, c.FirstAnswerAt,
        c.LastMessageAt, c.Preview, c.Reopenings, c.QueueAt, c.OpenedAt, c.LastDirection, c.LastVisibility);
}
