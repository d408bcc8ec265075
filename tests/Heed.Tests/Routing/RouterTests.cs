using System.Text.Json;
using CsCheck;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Routing;

public sealed class RouterTests
{
    private static readonly Guid Billing = Guid.CreateVersion7();
    private static readonly Guid Delivery = Guid.CreateVersion7();
    private static readonly Guid Everyone = Guid.CreateVersion7();
    private static readonly ChannelAccount Acme = new(Guid.CreateVersion7(), Network.X, "acme", "Acme", "100", "@acme", null,
        new Dictionary<string, string>(), new Dictionary<string, string>());

    private static readonly string[] Words = ["refund", "parcel", "facture", "señal"];

    private static readonly Gen<RoutingConditions> Conditions =
        from networks in Gen.Int[0, 2]
        from languages in Gen.Int[0, 2]
        from visibility in Gen.Int[0, 2]
        from any in Gen.Int[0, Words.Length - 1].Array[0, 2]
        from all in Gen.Int[0, Words.Length - 1].Array[0, 1]
        select new RoutingConditions
        {
            Networks = networks == 0 ? [] : [networks == 1 ? Network.X : Network.Mail],
            Languages = languages == 0 ? [] : [languages == 1 ? "fr" : "en"],
            Visibility = visibility == 0 ? null : visibility == 1 ? Visibility.Public : Visibility.Private,
            AnyWords = [.. any.Select(i => Words[i])],
            AllWords = [.. all.Select(i => Words[i])],
        };

    private static readonly Gen<RoutingRule[]> Rules =
        Gen.Select(Conditions, Gen.Guid, Gen.Bool).Array[0, 8].Select(list =>
            list.Select((r, i) => new RoutingRule(r.Item2, $"rule {i}", r.Item3, r.Item1, Guid.CreateVersion7(), [$"tag{i}"], i)).ToArray());

    private static readonly Gen<RoutingInput> Messages =
        from words in Gen.Int[0, Words.Length - 1].Array[0, 3]
        from mail in Gen.Bool
        from language in Gen.Int[0, 2]
        from isPublic in Gen.Bool
        select new RoutingInput(mail ? Acme with { Network = Network.Mail } : Acme, isPublic ? Visibility.Public : Visibility.Private, "mention",
            language == 0 ? null : language == 1 ? "fr" : "en", string.Join(" and ", words.Select(i => Words[i].ToUpperInvariant())));

    [Fact]
    public void The_first_enabled_rule_that_matches_alone_wins() =>
        Gen.Select(Rules, Messages).Sample((rules, message) =>
        {
            var expected = rules.FirstOrDefault(r => r.Enabled && new Router([r], Everyone).Decide(message).RuleName is not null);
            var decision = new Router(rules, Everyone).Decide(message);
            decision.RuleName.ShouldBe(expected?.Name);
            decision.DepartmentId.ShouldBe(expected?.DepartmentId ?? Everyone);
            decision.Tags.ShouldBe(expected?.Tags ?? []);
            decision.Why.RuleId.ShouldBe(expected?.Id);
            decision.Why.Reason.ShouldBe(expected is null ? RoutingReason.WorkspaceDefault : RoutingReason.Rule);
        }, iter: 2000);

    [Fact]
    public void Disabling_a_rule_changes_only_what_it_decided() =>
        Gen.Select(Rules, Messages, Gen.Int[0, 7]).Sample((rules, message, which) =>
        {
            if (which >= rules.Length)
                return;
            var before = new Router(rules, Everyone).Decide(message);
            var fewer = rules.Select((r, i) => i == which ? r with { Enabled = false } : r);
            var after = new Router(fewer, Everyone).Decide(message);
            if (before.Why.RuleId != rules[which].Id)
                JsonSerializer.Serialize(after).ShouldBe(JsonSerializer.Serialize(before));
            else
                after.Why.RuleId.ShouldNotBe(rules[which].Id);
        }, iter: 2000);

    [Fact]
    public void Without_a_rule_the_account_decides_then_the_workspace_then_nobody()
    {
        Decide(Acme with { DepartmentId = Billing }, Everyone).ShouldBe((Billing, RoutingReason.AccountDefault));
        Decide(Acme, Everyone).ShouldBe((Everyone, RoutingReason.WorkspaceDefault));
        Decide(Acme, null).ShouldBe((null, RoutingReason.NoDepartment));

        static (Guid?, RoutingReason) Decide(ChannelAccount account, Guid? workspace)
        {
            var decision = new Router([], workspace).Decide(new RoutingInput(account, Visibility.Public, "mention", "en", "hello"));
            return (decision.DepartmentId, decision.Why.Reason);
        }
    }

    [Fact]
    public void A_rule_without_a_department_tags_and_keeps_the_default()
    {
        var rule = new RoutingRule(Guid.CreateVersion7(), "press", true, new RoutingConditions { AnyWords = ["journalist"] }, null, ["press"], 5);
        var decision = new Router([rule], Everyone).Decide(Said("I am a journalist", "en"));
        decision.DepartmentId.ShouldBe(Everyone);
        decision.Why.Reason.ShouldBe(RoutingReason.WorkspaceDefault);
        decision.Why.RuleId.ShouldBe(rule.Id);
        (decision.RuleName, decision.PriorityBump).ShouldBe(("press", 5));
        decision.Tags.ShouldBe(["press"]);
    }

    [Theory]
    [InlineData("senal", "¡No hay SEÑAL!", true)]
    [InlineData("señal", "sin senal", true)]
    [InlineData("hors service", "La borne est HORS-SERVICE.", true)]
    [InlineData("hors service", "service hors", false)]
    [InlineData("refund", "refunded", false)]
    [InlineData("refund", "#refund", true)]
    [InlineData("strasse", "Straße 5", true)]
    [InlineData("don't", "I don’t know", true)]
    [InlineData("e\u0301te\u0301", "l'été", true)]
    [InlineData("返金", "すぐに返金してください", true)]
    [InlineData("refund", "\ud83d refund \ude00", true)]
    [InlineData("refund", "", false)]
    public void Words_are_found_whole_whatever_the_case_and_accents(string word, string text, bool found)
    {
        foreach (var when in new[] { new RoutingConditions { AnyWords = ["zzz", word] }, new RoutingConditions { AllWords = [word] } })
        {
            var decision = new Router([new RoutingRule(Guid.CreateVersion7(), "r", true, when, Delivery, [])], Everyone).Decide(Said(text, null));
            decision.DepartmentId.ShouldBe(found ? Delivery : Everyone);
            decision.Why.Words.ShouldBe(found ? [word] : []);
        }
    }

    [Theory]
    [InlineData("fr", true)]
    [InlineData("fr-CA", true)]
    [InlineData("fro", false)]
    [InlineData("en", false)]
    [InlineData(null, false)]
    public void A_language_is_met_with_or_without_its_region(string? language, bool met)
    {
        var rule = new RoutingRule(Guid.CreateVersion7(), "r", true, new RoutingConditions { Languages = ["fr"] }, Delivery, []);
        new Router([rule], Everyone).Decide(Said("bonjour", language)).DepartmentId.ShouldBe(met ? Delivery : Everyone);
    }

    [Fact]
    public void Conditions_are_written_and_read_back_the_same() =>
        Conditions.Select(c => c with { Accounts = [Acme.Id], Kinds = ["dm"] }).Sample(conditions =>
        {
            RoutingConditions.Parse(conditions.ToJson(), out var error).ShouldBe(conditions);
            error.ShouldBeNull();
        }, iter: 200);

    [Fact]
    public void No_condition_at_all_is_an_empty_object()
    {
        new RoutingConditions().ToJson().ShouldBe("{}");
        RoutingConditions.Parse("{}", out _).ShouldBe(new RoutingConditions());
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "write {} for every message")]
    [InlineData("""{"word":["x"]}""", "These are not conditions")]
    [InlineData("""{"visibility":"note"}""", "can be public or private")]
    [InlineData("""{"accounts":["acme"]}""", "accounts: 'acme' is not the id")]
    [InlineData("""{"languages":["French"]}""", "languages: 'French' is not a language code")]
    [InlineData("""{"anyWords":["!!"]}""", "has no letter or digit")]
    [InlineData("""{"allWords":[" "]}""", "has an empty entry")]
    [InlineData("""{"kinds":[null]}""", "has an empty entry")]
    public void Wrong_conditions_are_refused_with_the_reason(string json, string reason)
    {
        RoutingConditions.Parse(json, out var error).ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(reason);
    }

    private static RoutingInput Said(string text, string? language) => new(Acme, Visibility.Public, "mention", language, text);
}
