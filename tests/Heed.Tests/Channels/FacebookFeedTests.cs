using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookFeedTests
{
    [Fact]
    public void A_comment_is_a_public_message_of_its_author_in_the_thread_of_the_post()
    {
        var comment = Change("""
            {"item":"comment","verb":"add","comment_id":"500_700","post_id":"200_500","parent_id":"200_500","from":{"id":"900","name":"Jo"},
             "created_time":1772451990,"message":"Where is my order? \ud83d\ude22","post":{"permalink_url":"https://facebook.example/p/500"}}
            """).Event<MessageWritten>();
        comment.Customer.ShouldBe(new Profile(new IdentityKey("facebook:200", "900"), "Jo"));
        comment.ShouldSatisfyAllConditions(
            c => c.At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1772451990)),
            c => c.ExternalId.ShouldBe("500_700"),
            c => c.InReplyTo.ShouldBe("200_500"),
            c => c.ThreadKey.ShouldBe("post:200_500"),
            c => c.Kind.ShouldBe("comment"),
            c => c.Direction.ShouldBe(Direction.Inbound),
            c => c.Visibility.ShouldBe(Visibility.Public),
            c => c.Text.ShouldBe("Where is my order? 😢"),
            c => c.Permalink.ShouldBe("https://facebook.example/p/500"));
    }

    [Fact]
    public void An_answer_to_a_comment_names_the_comment_and_keeps_the_thread_of_the_post()
    {
        var reply = Change("""{"item":"comment","verb":"add","comment_id":"500_701","post_id":"200_500","parent_id":"500_700","from":{"id":901},"created_time":1772451990,"message":"me too"}""")
            .Event<MessageWritten>();
        (reply.InReplyTo, reply.ThreadKey, reply.Customer.Key.Id).ShouldBe(("500_700", "post:200_500", "901"));
    }

    [Fact]
    public void The_Pages_own_comment_is_an_outbound_echo_that_points_at_its_parent()
    {
        var echo = Change("""{"item":"comment","verb":"add","comment_id":"500_702","post_id":"200_500","parent_id":"500_700","from":{"id":"200","name":"Acme"},"created_time":1772451990,"message":"Sorry!"}""")
            .Event<MessageWritten>();
        (echo.Direction, echo.InReplyTo, echo.Customer.Key).ShouldBe((Direction.Outbound, "500_700", new IdentityKey("facebook:200", "unknown:500_700")));
    }

    [Fact]
    public void What_the_Page_publishes_itself_is_no_matter_of_a_customer() =>
        Change("""{"item":"status","verb":"add","post_id":"200_500","from":{"id":"200"},"published":1,"created_time":1772451990,"message":"Sale!"}""")
            .ShouldBe(new Verdict.Ignored("own-post"));

    [Fact]
    public void A_visitors_post_that_the_Page_removes_or_hides_is_not_taken_for_its_own()
    {
        Change("""{"item":"post","verb":"remove","post_id":"200_501","from":{"id":"200"}}""").Event<MessageDeleted>().ExternalId.ShouldBe("200_501");
        Change("""{"item":"photo","verb":"hide","post_id":"200_501","sender_id":200}""").Event<MessageHidden>().Hidden.ShouldBeTrue();
    }

    [Fact]
    public void Nameless_authors_are_kept_apart_message_by_message()
    {
        var nameless = Change("""{"item":"comment","verb":"add","comment_id":"500_700","post_id":"200_500","created_time":1772451990,"message":"hi"}""").Event<MessageWritten>();
        nameless.Customer.Key.Id.ShouldBe("unknown:500_700");
    }

    [Theory]
    [InlineData("post")]
    [InlineData("status")]
    [InlineData("photo")]
    [InlineData("video")]
    [InlineData("link")]
    [InlineData("share")]
    public void A_visitors_post_of_any_make_is_a_post(string item)
    {
        var post = Change($$"""{"item":"{{item}}","verb":"add","post_id":"200_501","from":{"id":"900"},"created_time":1772451990,"message":"Look","link":"https://cdn.example/a.jpg"}""")
            .Event<MessageWritten>();
        (post.Kind, post.ExternalId, post.ThreadKey, post.InReplyTo).ShouldBe(("post", "200_501", "post:200_501", null));
        post.Attachments.Count.ShouldBe(item is "photo" or "video" ? 1 : 0);
        post.Text.ShouldBe(item is "link" or "share" ? "Look\nhttps://cdn.example/a.jpg" : "Look");
    }

    [Fact]
    public void Pictures_of_a_comment_come_along_once_and_only_from_the_web()
    {
        var comment = Change("""
            {"item":"comment","verb":"add","comment_id":"500_700","post_id":"200_500","from":{"id":"900"},"created_time":1772451990,
             "photo":"https://cdn.example/x/broken%20lamp.jpg?oh=1","photos":["https://cdn.example/x/broken%20lamp.jpg?oh=1","javascript:alert(1)"]}
            """).Event<MessageWritten>();
        comment.Attachments.ShouldHaveSingleItem().ShouldBe(new Attachment("broken lamp.jpg", "image/jpeg", "https://cdn.example/x/broken%20lamp.jpg?oh=1"));
    }

    [Fact]
    public void Edits_removals_and_hiding_speak_of_the_comment_with_their_own_time()
    {
        var edit = Change("""{"item":"comment","verb":"edited","comment_id":"500_700","post_id":"200_500","from":{"id":"900"},"created_time":1772451000,"edited_time":1772451995,"message":"new"}""").Event<MessageEdited>();
        (edit.ExternalId, edit.Text, edit.At.ToUnixTimeSeconds()).ShouldBe(("500_700", "new", 1772451995));

        var removal = Change("""{"item":"comment","verb":"remove","comment_id":"500_700","post_id":"200_500"}""").Event<MessageDeleted>();
        (removal.ExternalId, removal.At.ToUnixTimeSeconds()).ShouldBe(("500_700", 1772452000));

        Change("""{"item":"comment","verb":"hide","comment_id":"500_700","post_id":"200_500","from":{"id":"900"}}""").Event<MessageHidden>().Hidden.ShouldBeTrue();
        Change("""{"item":"comment","verb":"unhide","comment_id":"500_700","post_id":"200_500","from":{"id":"900"}}""").Event<MessageHidden>().Hidden.ShouldBeFalse();
    }

    [Fact]
    public void An_edit_whose_text_Meta_withholds_does_not_blank_the_message() =>
        Change("""{"item":"comment","verb":"edited","comment_id":"500_700","post_id":"200_500","from":{"id":"900"}}""").ShouldBeOfType<Verdict.Ignored>();

    [Fact]
    public void A_rating_carries_its_stars_or_its_recommendation_and_comments_on_it_find_it()
    {
        var stars = Change("""{"item":"rating","verb":"add","open_graph_story_id":333,"reviewer_id":900,"reviewer_name":"Jo","rating":2,"review_text":"meh"}""", "ratings").Event<MessageWritten>();
        (stars.Kind, stars.ExternalId, stars.Rating, stars.Text, stars.Customer.Name).ShouldBe(("rating", "333", "2", "meh", "Jo"));
        Change("""{"item":"rating","verb":"add","open_graph_story_id":"333","reviewer_id":"900","recommendation_type":"NEGATIVE","created_time":1772451990}""", "ratings")
            .Event<MessageWritten>().Rating.ShouldBe("negative");

        var comment = Change("""{"item":"comment","verb":"add","comment_id":"333_9","post_id":"900_333","parent_id":"900_333","sender_id":901,"created_time":1772451990}""", "ratings").Event<MessageWritten>();
        (comment.InReplyTo, comment.ThreadKey).ShouldBe(("333", "post:333"));
    }

    [Theory]
    [InlineData("""{"item":"comment","verb":"add","post_id":"222_9","comment_id":"9_8","sender_id":"900","sender_name":"Jo","message":"@Acme help","created_time":1772451990}""", "9_8")]
    [InlineData("""{"item":"post","verb":"add","post_id":"222_9","message":"@Acme help","created_time":1772451990}""", "222_9")]
    public void A_mention_elsewhere_summons_the_brand(string value, string id)
    {
        var mention = Change(value, "mention").Event<MessageWritten>();
        (mention.Kind, mention.Summons, mention.ExternalId).ShouldBe(("mention", true, id));
    }

    [Fact]
    public void Reactions_go_to_the_comment_or_else_the_post_and_can_be_taken_back()
    {
        var love = Change("""{"item":"reaction","verb":"add","reaction_type":"love","post_id":"200_500","comment_id":"500_700","from":{"id":"900"},"created_time":1772451990}""").Event<MessageReacted>();
        (love.ExternalId, love.Emoji).ShouldBe(("500_700", "❤️"));
        var back = Change("""{"item":"reaction","verb":"remove","reaction_type":"love","post_id":"200_500","from":{"id":"900"},"created_time":1772451990}""").Event<MessageReacted>();
        (back.ExternalId, back.Emoji).ShouldBe(("200_500", null));
        Change("""{"item":"like","verb":"add","user_id":900}""").ShouldBe(new Verdict.Ignored("page-like"));
        Change("""{"item":"reaction","verb":"add","reaction_type":"like","post_id":"200_500","from":{"id":"200"}}""").ShouldBe(new Verdict.Ignored("own-reaction"));
    }

    [Theory]
    [InlineData("""{"item":"event","verb":"add","event_id":"1"}""", "event")]
    [InlineData("""{"item":"video","verb":"mute","video_id":"1"}""", "video-mute")]
    [InlineData("""{"item":"photo","verb":"add","post_id":"200_1","from":{"id":"900"},"published":0}""", "unpublished")]
    public void Known_but_of_no_concern_is_counted_by_its_kind(string value, string kind) => Change(value).ShouldBe(new Verdict.Ignored(kind));

    [Theory]
    [InlineData("""{"verb":"add"}""")]
    [InlineData("""{"item":"comment","verb":"add"}""")]
    [InlineData("""{"item":"comment","verb":"add","comment_id":{"a":1}}""")]
    [InlineData("[7]")]
    [InlineData("null")]
    public void What_can_not_be_a_comment_is_set_aside_with_its_reason(string value) =>
        Change(value).ShouldBeOfType<Verdict.SetAside>().Reason.ShouldContain("entry[0].changes[0]");
}
