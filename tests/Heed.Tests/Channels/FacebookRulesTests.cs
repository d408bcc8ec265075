using CsCheck;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookRulesTests
{
    private static ReplyContextMessage Comment(TimeSpan ago, string id = "500_700", bool deleted = false, string kind = "comment") =>
        new(id, Direction.Inbound, Visibility.Public, kind, Now - ago, deleted, false, null, null);

    private static ReplyContextMessage Written(TimeSpan ago, string id = "m_1", bool deleted = false) =>
        new(id, Direction.Inbound, Visibility.Private, "message", Now - ago, deleted, false, null, null);

    private static ReplyContextMessage PrivateReply(string target) =>
        new("m_out", Direction.Outbound, Visibility.Private, "message", Now, false, false, "private-reply", target);

    private static ReplyBox Box(Visibility visibility, bool humanAgent, params ReplyContextMessage[] messages) =>
        Channel().Box(new ReplyContext(Account(humanAgent: humanAgent), messages, Now), visibility);

    [Fact]
    public void The_private_box_is_open_exactly_within_the_window_of_the_last_message() =>
        Gen.Select(Gen.Long[0, 10 * 86_400_000L].Array[1, 5], Gen.Bool).Sample((agesMs, humanAgent) =>
        {
            var box = Box(Visibility.Private, humanAgent, [.. agesMs.Select((ms, i) => Written(TimeSpan.FromMilliseconds(ms), $"m_{i}"))]);
            var last = Now - TimeSpan.FromMilliseconds(agesMs.Min());
            var (window, mode) = Now < last.AddHours(24) ? (TimeSpan.FromHours(24), "message") : (TimeSpan.FromDays(7), "message-human-agent");
            var open = Now < last.AddHours(24) || (humanAgent && Now < last.AddDays(7));

            box.Open.ShouldBe(open);
            if (open) (box.Mode, box.OpenUntil, box.Limit, box.Rule).ShouldBe((mode, last + window, 2000, TextRule.Utf16));
            else box.Reason.ShouldBe(ClosedReason.WindowClosed);
        });

    [Fact]
    public void The_private_reply_is_open_exactly_once_and_within_seven_days() =>
        Gen.Select(Gen.Long[0, 10 * 86_400_000L], Gen.Bool).Sample((ageMs, used) =>
        {
            ReplyContextMessage[] messages = [Comment(TimeSpan.FromMilliseconds(ageMs)), .. used ? new[] { PrivateReply("500_700") } : []];
            var box = Box(Visibility.Private, false, messages);
            var inTime = ageMs < 7 * 86_400_000L;
            box.Open.ShouldBe(inTime && !used);
            if (box.Open) (box.Mode, box.TargetExternalId, box.OpenUntil).ShouldBe(("private-reply", "500_700", Now.AddMilliseconds(-ageMs).AddDays(7)));
            else box.Reason.ShouldBe(inTime ? ClosedReason.PrivateReplyUsed : ClosedReason.PrivateReplyTooLate);
        });

    [Fact]
    public void The_public_box_answers_the_latest_comment_that_still_stands()
    {
        var box = Box(Visibility.Public, false, Comment(TimeSpan.FromDays(90), "a"), Comment(TimeSpan.FromDays(80), "b"), Comment(TimeSpan.FromDays(70), "c", deleted: true));
        (box.Open, box.TargetExternalId, box.Mode, box.Limit, box.OpenUntil).ShouldBe((true, "b", "comment", 8000, null));
        Box(Visibility.Public, false, Comment(TimeSpan.Zero, deleted: true)).Reason.ShouldBe(ClosedReason.TargetDeleted);
        Box(Visibility.Public, false, Written(TimeSpan.Zero)).Reason.ShouldBe(ClosedReason.NothingToAnswer);
    }

    [Fact]
    public void Ratings_and_mentions_get_no_private_reply_and_an_unused_comment_before_a_used_one_does()
    {
        Box(Visibility.Private, false, Comment(TimeSpan.Zero, kind: "rating")).Reason.ShouldBe(ClosedReason.NothingToAnswer);
        Box(Visibility.Private, false, Comment(TimeSpan.Zero, kind: "mention")).Reason.ShouldBe(ClosedReason.NothingToAnswer);
        Box(Visibility.Private, false, Comment(TimeSpan.FromDays(1), "a"), Comment(TimeSpan.Zero, "b"), PrivateReply("b")).TargetExternalId.ShouldBe("a");
    }

    [Fact]
    public void A_deleted_message_still_opened_the_window_and_a_new_comment_reopens_a_closed_one()
    {
        Box(Visibility.Private, false, Written(TimeSpan.FromHours(1), deleted: true)).Mode.ShouldBe("message");
        Box(Visibility.Private, false, Written(TimeSpan.FromDays(30)), Comment(TimeSpan.FromHours(1))).Mode.ShouldBe("private-reply");
        Box(Visibility.Private, false, Written(TimeSpan.FromDays(30)), Comment(TimeSpan.FromDays(20))).Reason.ShouldBe(ClosedReason.WindowClosed);
        Box(Visibility.Note, false, Written(TimeSpan.Zero)).Reason.ShouldBe(ClosedReason.NotOffered);
    }
}
