using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Core.Surveys;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.Tests.Ingest;

/// <summary>What a customer writes after they were asked how it went.</summary>
public sealed class SurveyRepliesTests
{
    private readonly IngestScene scene = new();

    [Fact]
    public void Nothing_but_the_answer_reopens_nothing_and_starts_no_clock()
    {
        var c = Asked();
        scene.Take(Private("2", 60, "9/10, merci")).ShouldBeNull();
        (c.Status, c.WaitingSince, c.InboundCount).ShouldBe((CaseStatus.Resolved, null, 2));
        scene.Set.SurveysHeard.ShouldHaveSingleItem().Answers.ShouldBe([new SurveyAnswer(SurveyQuestion.Recommendation, 9)]);
    }

    [Fact]
    public void With_more_said_both_are_heard()
    {
        var c = Asked();
        scene.Take(Private("2", 60, "9/10! When does the rest come?"));
        c.Status.ShouldBe(CaseStatus.Open);
        c.WaitingSince.ShouldNotBeNull();
        scene.Set.SurveysHeard.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(60, "Order 998877 is broken")]
    [InlineData(60 * 24 * 8, "9/10")] // a week is over
    public void What_is_no_answer_is_a_message_like_any_other(double minute, string text)
    {
        Asked();
        scene.Take(Private("2", minute, text));
        scene.Set.SurveysHeard.ShouldBeEmpty();
        scene.Set.LoadedCases.ShouldContain(c => c.Status == CaseStatus.Open && c.WaitingSince != null);
    }

    [Fact]
    public void In_public_nobody_answers()
    {
        Asked();
        scene.Take(IngestScene.Wrote("2", 60, text: "9/10"));
        scene.Set.SurveysHeard.ShouldBeEmpty();
    }

    private Case Asked()
    {
        scene.Take(Private("1", 0, "where is my parcel?"));
        var c = scene.Set.LoadedCases.Single();
        scene.Set.Append(c, new Resolved("agent") { At = IngestScene.Noon.AddMinutes(10) });
        var asked = IngestScene.Noon.AddMinutes(40);
        scene.Set.Load(new SurveyAsk(Guid.CreateVersion7(asked), c.Id, c.CustomerId, IngestScene.Account.Id, [SurveyQuestion.Recommendation], asked, asked.AddDays(SurveyAsk.Days)));
        return c;
    }

    private static MessageWritten Private(string id, double minute, string text) => IngestScene.Wrote(id, minute, text: text, visibility: Visibility.Private);
}
