using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Routing;

/// <summary>What a case is about, where it was written and how urgent it is: as conditions of rules, and where no rule fits.</summary>
public sealed class DefaultsTests
{
    private static readonly Guid Billing = Guid.CreateVersion7();
    private static readonly Guid Lyon = Guid.CreateVersion7();
    private static readonly Guid Own = Guid.CreateVersion7();
    private static readonly Guid Everyone = Guid.CreateVersion7();
    private static readonly ChannelAccount Acme = new(Guid.CreateVersion7(), Network.X, "acme", "Acme", "100", "@acme", Own, new Dictionary<string, string>(), new Dictionary<string, string>());
    private static readonly RoutingDefaults Defaults = new(
        Everyone, new Dictionary<string, Guid> { [Topics.Refund] = Billing }, new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase) { ["lyon-01"] = Lyon });

    [Fact]
    public void Without_a_rule_the_topic_decides_before_the_account_and_a_message_from_a_shop_goes_to_the_shop()
    {
        Where(Said(topic: Topics.Refund)).ShouldBe((Billing, RoutingReason.Topic));
        Where(Said(topic: Topics.Praise)).ShouldBe((Own, RoutingReason.AccountDefault));
        Where(Said()).ShouldBe((Own, RoutingReason.AccountDefault));
        Where(Said(topic: Topics.InStore, shop: "LYON-01")).ShouldBe((Lyon, RoutingReason.Shop));
        Where(Said(topic: Topics.InStore, shop: "nobody-knows")).ShouldBe((Own, RoutingReason.AccountDefault));
        Where(Said(topic: Topics.Refund, shop: "lyon-01")).ShouldBe((Billing, RoutingReason.Topic));
    }

    [Fact]
    public void A_rule_goes_before_the_topic_and_one_without_a_department_leaves_it_to_the_topic()
    {
        var rule = new RoutingRule(Guid.CreateVersion7(), "money", true, new RoutingConditions { Topics = [Topics.Refund] }, Everyone, []);
        Where(Said(topic: Topics.Refund), rule).ShouldBe((Everyone, RoutingReason.Rule));
        Where(Said(topic: Topics.Refund), rule with { DepartmentId = null }).ShouldBe((Billing, RoutingReason.Topic));
    }

    [Fact]
    public void A_rule_sends_to_the_shop_it_is_about_where_that_has_a_department()
    {
        var rule = new RoutingRule(Guid.CreateVersion7(), "shops", true, new RoutingConditions(), Everyone, []) { ToShop = true, Skills = ["warranty"] };
        Where(Said(shop: "lyon-01"), rule).ShouldBe((Lyon, RoutingReason.Shop));
        Where(Said(shop: "elsewhere"), rule).ShouldBe((Everyone, RoutingReason.Rule));
        new Router([rule], Defaults).Decide(Said()).Skills.ShouldBe(["warranty"]);
    }

    [Theory]
    [InlineData(null, Urgency.Normal, true)]
    [InlineData(Urgency.Soon, Urgency.Normal, false)]
    [InlineData(Urgency.Soon, Urgency.Now, true)]
    [InlineData(Urgency.Now, Urgency.Soon, false)]
    [InlineData(Urgency.Soon, null, false)]
    public void Urgency_is_at_least(Urgency? least, Urgency? said, bool met) =>
        Where(Said() with { Urgency = said }, new RoutingRule(Guid.CreateVersion7(), "r", true, new RoutingConditions { Urgency = least }, Everyone, []))
            .ShouldBe(met ? (Everyone, RoutingReason.Rule) : (Own, RoutingReason.AccountDefault));

    [Fact]
    public void Conditions_are_read_as_they_were_written_before_and_now()
    {
        RoutingConditions.Parse("""{"networks":["x"],"anyWords":["refund"]}""", out _).ShouldNotBeNull().Topics.ShouldBeEmpty();
        var all = new RoutingConditions { Topics = ["refund", "own"], Shops = ["lyon-01"], Urgency = Urgency.Now };
        RoutingConditions.Parse(all.ToJson(), out _).ShouldBe(all);
        RoutingConditions.Parse("""{"urgency":"yesterday"}""", out var wrong).ShouldBeNull();
        wrong.ShouldBe("urgency is 'yesterday'; it can be soon or now.");
        RoutingConditions.Parse("""{"topic":["refund"]}""", out _).ShouldBeNull("a mistyped name would match everything");
    }

    private static RoutingInput Said(string? topic = null, string? shop = null) => new(Acme, Visibility.Public, "mention", "en", "hello") { Topic = topic, Shop = shop };

    private static (Guid?, RoutingReason) Where(RoutingInput input, params RoutingRule[] rules)
    {
        var decision = new Router(rules, Defaults).Decide(input);
        return (decision.DepartmentId, decision.Why.Reason);
    }
}
