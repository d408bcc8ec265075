using Heed.Core.Language;
using Heed.Core.Routing;
using Heed.Server.Guard;
using Heed.Server.Language;
using Heed.Server.Settings;
using Heed.Testing.Servers;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>A company's own topics from the public door on: read, routed by, corrected to, learned, removed.</summary>
public sealed class OwnTopicsTests
{
    private static readonly OwnTopic Loyalty = new()
    {
        Code = "loyalty-card",
        Names = new Dictionary<string, string> { ["en"] = "Loyalty card" },
        Words = ["club points"],
    };

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_with_its_words_has_the_topic_and_a_rule_routes_by_it(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var desk = stage.Heed.Get<OwnTopicDesk>();
        (await desk.SaveAsync(Loyalty, Ct)).ShouldBeNull();
        (await stage.Heed.Get<RuleDesk>().SaveAsync(new RuleDraft(null, "Loyalty", true, new RoutingConditions { Topics = [Loyalty.Code] }, stage.Billing, [], 0), Ct)).ShouldBeNull();

        var told = await stage.WriteAsync("7001", "Where have my Club-Points gone?");
        (told.Topic, told.DepartmentId).ShouldBe((Loyalty.Code, stage.Billing));
        (await stage.WriteAsync("7002", "When do you open?")).DepartmentId.ShouldNotBe(stage.Billing);

        (await desk.SaveAsync(Loyalty with { Enabled = false }, Ct)).ShouldBeNull();
        (await stage.WriteAsync("7003", "Where have my club points gone?")).Topic.ShouldNotBe(Loyalty.Code);

        (await desk.RemoveAsync(Loyalty.Code, Ct)).ShouldBeTrue();
        (await stage.CaseAsync(told.Id)).Topic.ShouldBe(Loyalty.Code);
        (await desk.CarriedAsync([Loyalty.Code], Ct))[Loyalty.Code].ShouldBe(1);
        (await desk.GetAsync(Ct)).Find(Loyalty.Code).ShouldNotBeNull().NameIn("fr").ShouldBe("Loyalty card");
        (await stage.Heed.Get<MarkDesk>().CorrectTopicAsync(told.Id, Loyalty.Code, stage.Agent, Ct)).Problem.ShouldBe("no-such-topic");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_correction_to_it_is_a_lesson_and_the_way_back_is_one_step(string kind)
    {
        const string said = "The stamps on my heart card have vanished since Monday.";
        await using var stage = await CareStage.SetAsync(kind);
        var (marks, lessons) = (stage.Heed.Get<MarkDesk>(), stage.Heed.Get<Lessons>());
        (await stage.Heed.Get<OwnTopicDesk>().SaveAsync(Loyalty, Ct)).ShouldBeNull();
        foreach (var (customer, text) in new[] { ("7101", "I was charged twice this month."), ("7102", "When does the shop open on Monday?") })
            await stage.WriteAsync(customer, text);
        for (var i = 0; i < 3; i++)
        {
            var c = await stage.WriteAsync($"711{i}", said);
            c.Topic.ShouldNotBe(Loyalty.Code);
            (await marks.CorrectTopicAsync(c.Id, Loyalty.Code, stage.Agent, Ct)).Done.ShouldBeTrue();
        }

        (await lessons.LearnAsync(Ct)).ShouldBe(3);
        (await stage.WriteAsync("7120", said)).Topic.ShouldBe(Loyalty.Code);
        (await stage.WriteAsync("7121", "When do you open on Monday?")).Topic.ShouldNotBe(Loyalty.Code);
        (await lessons.UseAsync(null, Ct)).ShouldBeTrue();
        (await stage.WriteAsync("7122", said)).Topic.ShouldNotBe(Loyalty.Code);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Trying_a_topic_counts_what_would_carry_it_and_changes_nothing(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var told = await stage.WriteAsync("7201", "Where have my club points gone?");
        await stage.WriteAsync("7202", "When do you open?");
        var trial = await stage.Heed.Get<OwnTopicTrial>().TryAsync(Loyalty, "no club points for me", Ct);

        (trial.Met, trial.Looked, trial.Typed?.Topic).ShouldBe((1, 2, Loyalty.Code));
        trial.Examples.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Number.ShouldBe(told.Number), e => e.Words.ShouldBe(["club points"]));
        (await stage.Heed.Get<OwnTopicDesk>().GetAsync(Ct)).All.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Two_administrators_at_once_lose_nothing(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var desk = stage.Heed.Get<OwnTopicDesk>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => desk.SaveAsync(
            new OwnTopic { Code = $"topic-{i}", Names = new Dictionary<string, string> { ["en"] = $"Topic {i}" }, Words = [$"word{i}x"] }, Ct)));
        (await desk.GetAsync(Ct)).All.Count.ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_writes_from_a_shop_or_is_about_to_buy_is_told_by_the_case(string kind)
    {
        await using var stage = await CareStage.SetAsync(kind);
        var there = await stage.WriteAsync("7301", "I'm at your shop right now and nobody is at the till");
        there.InStoreAt.ShouldNotBeNull();
        there.Buying.ShouldBeFalse();
        (await stage.WriteAsync("7302", "I left my basket because the checkout shows an error")).Buying.ShouldBeTrue();
    }
}
