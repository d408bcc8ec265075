using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XRulesTests
{
    private static ReplyContextMessage In(string id, bool summons = true, bool deleted = false, Visibility visibility = Visibility.Public) =>
        new(id, Direction.Inbound, visibility, visibility == Visibility.Public ? "mention" : "dm", Now, deleted, summons, null, null);

    private static ReplyBox Box(Visibility visibility, IReadOnlyDictionary<string, string>? settings, params ReplyContextMessage[] messages) =>
        Channel.Box(new ReplyContext(Account(settings: settings), messages, Now), visibility);

    private static readonly Dictionary<string, string> Enterprise = new() { ["plan"] = "Enterprise" };

    [Fact]
    public void Newest_post_that_summons_is_answered() =>
        Box(Visibility.Public, null, In("1"), In("2"), In("3", summons: false)).ShouldBe(new ReplyBox(true, null, TextRule.XWeighted, 280, null, 10_000, 200_000, "2", "reply") { Files = XRules.PostFiles });

    [Fact]
    public void Unsummoned_self_serve_app_may_not_answer() =>
        Box(Visibility.Public, null, In("1", summons: false)).ShouldBe(ReplyBox.Closed(ClosedReason.NotSummoned));

    [Fact]
    public void Enterprise_answers_anybody_by_contract() =>
        Box(Visibility.Public, Enterprise, In("1"), In("2", summons: false)).ShouldBe(new ReplyBox(true, null, TextRule.XWeighted, 280, null, 0, 0, "2", "reply") { Files = XRules.PostFiles });

    [Theory]
    [InlineData("25000", 25_000)]
    [InlineData("0", 280)]
    [InlineData("many", 280)]
    public void Longest_post_is_a_knob(string value, int limit) =>
        Box(Visibility.Public, new Dictionary<string, string> { ["max-length"] = value }, In("1")).Limit.ShouldBe(limit);

    [Fact]
    public void Deleted_posts_are_passed_over() => Box(Visibility.Public, null, In("1"), In("2", deleted: true)).TargetExternalId.ShouldBe("1");

    [Fact]
    public void Only_deleted_posts_close_the_box() =>
        Box(Visibility.Public, null, In("2", deleted: true)).ShouldBe(ReplyBox.Closed(ClosedReason.TargetDeleted));

    [Fact]
    public void Without_a_post_there_is_nothing_to_answer_in_public() =>
        Box(Visibility.Public, null, In("dm-1", visibility: Visibility.Private)).ShouldBe(ReplyBox.Closed(ClosedReason.NothingToAnswer));

    [Fact]
    public void Direct_message_is_open_after_a_post_and_has_its_own_limit() =>
        Box(Visibility.Private, null, In("1", summons: false)).ShouldBe(new ReplyBox(true, null, TextRule.Utf16, 10_000, null, 15_000, 15_000, "1", "dm") { Files = XRules.DirectFiles });

    [Fact]
    public void Direct_message_answers_the_newest_one() =>
        Box(Visibility.Private, Enterprise, In("dm-1", visibility: Visibility.Private), In("2")).TargetExternalId.ShouldBe("dm-1");

    [Fact]
    public void Nobody_who_never_wrote_is_written_to() => Box(Visibility.Private, null).ShouldBe(ReplyBox.Closed(ClosedReason.NothingToAnswer));

    [Fact]
    public void Notes_are_not_the_network_s() => Box(Visibility.Note, null, In("1")).ShouldBe(ReplyBox.Closed(ClosedReason.NotOffered));

    [Fact]
    public void Required_settings_are_the_user_and_the_consumer_secret()
    {
        Channel.Settings.Where(s => s.Required).Select(s => s.Key).ShouldBe(["user-id", "consumer-secret"]);
        Channel.Settings.Single(s => s.IsExternalId).Key.ShouldBe("user-id");
        Channel.ProofHeaders.ShouldBe(["x-twitter-webhooks-signature"]);
    }
}
