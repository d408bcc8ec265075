using Heed.Sandbox;
using Heed.Sandbox.Play;
using Heed.Sandbox.X;
using Shouldly;
using Xunit;

namespace Heed.Tests.Sandbox;

public sealed class PlayTests
{
    [Fact]
    public void There_are_sixty_stories_in_three_languages_and_every_line_but_spam_has_its_answer()
    {
        var stories = new StoryBook().Stories;
        stories.Count.ShouldBeGreaterThanOrEqualTo(60);
        stories.Select(s => s.Lang).Distinct().Count().ShouldBe(3);
        stories.Select(s => s.Id).Distinct().Count().ShouldBe(stories.Count);
        stories.Where(s => s.Answers.Count > 0).ShouldAllBe(s => s.Answers.Count == s.Say.Count);
        stories.SelectMany(s => s.Answers).ShouldAllBe(a => a.Then == "resolve" || a.Then == "wait" || a.Then == "private");
        // One person speaks in one story per network at a time, else an answer would reach the wrong story.
        stories.GroupBy(s => (s.Who, s.Network)).ShouldAllBe(g => g.Count() == 1);
    }

    [Fact]
    public void Public_texts_on_X_fit()
    {
        foreach (var story in new StoryBook().Stories.Where(s => s.Network == "x"))
        {
            XText.WeightedLength(story.Answers[0].Text).ShouldBeLessThanOrEqualTo(260, story.Id);
            story.Say[0].Text.ShouldContain("@{brand}", Case.Sensitive, story.Id);
        }
    }

    [Fact]
    public void Told_again_a_story_belongs_to_somebody_new()
    {
        var book = new StoryBook();
        var story = book.Stories[0];
        book.Who(story, 1).Name.ShouldNotBe(book.Who(story, 0).Name);
        book.Who(story, 1).Mail.ShouldMatch("^[a-z0-9.]+@mail\\.example$");
    }

    [Fact]
    public async Task The_demo_speaks_and_its_people_answer_an_answer()
    {
        await using var stage = await SandboxStage.StartAsync(options: new SandboxOptions { Play = "demo", Speed = 60 });
        (string Id, string Text)? complaint = null;
        for (var i = 0; i < 200 && complaint is null; i++)
        {
            await Task.Delay(50, SandboxStage.Ct);
            complaint = stage.Sandbox.Said.Where(s => s.Network == "x" && s.Text.Contains("third delivery slot", StringComparison.Ordinal)).Select(s => ((string, string)?)(s.ExternalId, s.Text)).FirstOrDefault();
        }

        complaint.ShouldNotBeNull();
        var (_, suggestion) = await stage.CallAsync(HttpMethod.Get, $"/_sandbox/suggest?network=x&account=acme&externalId={complaint.Value.Id}");
        suggestion.GetProperty("then").GetString().ShouldBe("private");
        (await stage.CallAsync(HttpMethod.Post, "/2/tweets", new { text = suggestion.GetProperty("answer").GetString(), reply = new { in_reply_to_tweet_id = complaint.Value.Id } })).Status.ShouldBe(201);
        for (var i = 0; i < 200 && !stage.Sandbox.Said.Any(s => s.Kind == "dm"); i++) await Task.Delay(50, SandboxStage.Ct);
        stage.Sandbox.Said.ShouldContain(s => s.Kind == "dm" && s.Text.Contains("LS6 2AB", StringComparison.Ordinal));
        (await stage.CallAsync(HttpMethod.Get, "/_sandbox/suggest?network=x&account=acme&externalId=unknown")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_recorded_day_is_played_in_its_order_and_keeps_who_answers_whom()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, """
            tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id
            3,501,True,Tue Oct 31 22:00:20 +0000 2017,"@brandcare order ""42"",
            second line",,2
            1,501,True,Tue Oct 31 22:00:00 +0000 2017,@brandcare where is it,2,
            2,brandcare,False,Tue Oct 31 22:00:10 +0000 2017,@501 which order?,3,1
            4,777,True,Tue Oct 31 22:00:15 +0000 2017,@someoneelse hello,,
            """, SandboxStage.Ct);
        await using (var stage = await SandboxStage.StartAsync(options: new SandboxOptions { Play = file, Brand = "brandcare", Speed = 1000 }))
        {
            for (var i = 0; i < 200 && stage.Sandbox.Said.Count < 2; i++) await Task.Delay(50, SandboxStage.Ct);
            await stage.QuietAsync();
            var said = stage.Sandbox.Said;
            said.Select(s => s.Text).ShouldBe(["@acme where is it", "@acme order \"42\",\nsecond line"]);
            var (_, reply) = await stage.CallAsync(HttpMethod.Get, $"/2/tweets?ids={said[1].ExternalId}&tweet.fields=conversation_id,referenced_tweets");
            reply.GetProperty("data")[0].GetProperty("conversation_id").GetString().ShouldBe(said[0].ExternalId);
        }

        File.Delete(file);
    }
}
