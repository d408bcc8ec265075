using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Core.Routing;

/// <summary>What the router looks at.</summary>
/// <param name="Language">Two-letter code, or null when nobody could tell.</param>
public sealed record RoutingInput(ChannelAccount Account, Visibility Visibility, string Kind, string? Language, string Text)
{
    /// <summary>What it is about; null when nobody could tell.</summary>
    public string? Topic { get; init; }

    /// <summary>Code of the shop they write from or about.</summary>
    public string? Shop { get; init; }

    public Urgency? Urgency { get; init; }
}

/// <summary>Where cases go that no rule sends anywhere, as far as the workspace says.</summary>
/// <param name="Topics">Department by topic.</param>
/// <param name="Shops">Department by code of the shop.</param>
public readonly record struct RoutingDefaults(Guid? Workspace, IReadOnlyDictionary<string, Guid> Topics, IReadOnlyDictionary<string, Guid> Shops)
{
    public static RoutingDefaults Only(Guid? workspace) => new(workspace, new Dictionary<string, Guid>(), new Dictionary<string, Guid>());

    internal Guid? OfTopic(string? topic) => topic is not null && Topics.TryGetValue(topic, out var id) ? id : null;

    internal Guid? OfShop(string? shop) => shop is not null && Shops.TryGetValue(shop, out var id) ? id : null;
}

/// <summary>
/// The workspace's ordered rules, ready to be asked. The first enabled rule that matches wins; without one what is written in a shop
/// goes to the shop's department, then the topic's department stands, then the account's, then the workspace's. Pure and safe to share; build it anew when the rules change.
/// </summary>
public sealed class Router(IEnumerable<RoutingRule> rules, RoutingDefaults defaults)
{
    public Router(IEnumerable<RoutingRule> rules, Guid? workspaceDefault)
        : this(rules, RoutingDefaults.Only(workspaceDefault))
    {
    }

    private readonly Prepared[] _rules = [.. rules.Where(r => r.Enabled).Select(r => new Prepared(r))];

    public RoutingDecision Decide(RoutingInput input)
    {
        FoldedText? text = null;
        foreach (var rule in _rules)
        {
            if (rule.Matches(input, ref text))
                return Matched(rule, input, text);
        }

        var (department, why) = Default(input);
        return new RoutingDecision(department, null, why, [], 0);
    }

    private RoutingDecision Matched(Prepared prepared, RoutingInput input, FoldedText? text)
    {
        var rule = prepared.Rule;
        var (department, why) = rule.ToShop && defaults.OfShop(input.Shop) is { } shops ? (shops, new RoutingWhy(RoutingReason.Shop, null, [], Shop: input.Shop))
            : rule.DepartmentId is { } named ? (named, new RoutingWhy(RoutingReason.Rule, null, []))
            : Default(input);
        return new RoutingDecision(department, rule.Name, why with { RuleId = rule.Id, Words = prepared.Found(text) }, rule.Tags, rule.PriorityBump) { Skills = rule.Skills };
    }

    private (Guid? Department, RoutingWhy Why) Default(RoutingInput input) =>
        input.Topic == Topics.InStore && defaults.OfShop(input.Shop) is { } shops ? (shops, new RoutingWhy(RoutingReason.Shop, null, [], Shop: input.Shop))
        : defaults.OfTopic(input.Topic) is { } topics ? (topics, new RoutingWhy(RoutingReason.Topic, null, [], Topic: input.Topic))
        : input.Account.DepartmentId is { } own ? (own, new RoutingWhy(RoutingReason.AccountDefault, null, []))
        : defaults.Workspace is { } common ? (common, new RoutingWhy(RoutingReason.WorkspaceDefault, null, []))
        : (null, new RoutingWhy(RoutingReason.NoDepartment, null, []));

    /// <summary>A rule with its words folded once instead of for each message.</summary>
    private sealed class Prepared(RoutingRule rule)
    {
        private readonly FoldedText[] _any = [.. rule.When.AnyWords.Select(FoldedText.Of)];
        private readonly FoldedText[] _all = [.. rule.When.AllWords.Select(FoldedText.Of)];

        public RoutingRule Rule => rule;

        // The text is folded at most once, and only when a rule with words gets that far.
        public bool Matches(RoutingInput input, ref FoldedText? text)
        {
            var when = rule.When;
            if ((when.Accounts.Count > 0 && !when.Accounts.Contains(input.Account.Id))
                || (when.Networks.Count > 0 && !when.Networks.Contains(input.Account.Network))
                || (when.Languages.Count > 0 && !Speaks(when.Languages, input.Language))
                || (when.Visibility is { } visibility && visibility != input.Visibility)
                || (when.Kinds.Count > 0 && !when.Kinds.Contains(input.Kind))
                || (when.Topics.Count > 0 && !Named(when.Topics, input.Topic))
                || (when.Shops.Count > 0 && !Named(when.Shops, input.Shop))
                || (when.Urgency is { } least && !(input.Urgency >= least)))
                return false;
            if (_any.Length == 0 && _all.Length == 0)
                return true;

            var folded = text ??= FoldedText.Of(input.Text);
            return (_any.Length == 0 || Array.Exists(_any, folded.Contains)) && Array.TrueForAll(_all, folded.Contains);
        }

        public IReadOnlyList<string> Found(FoldedText? text) => text is not { } folded ? [] :
        [
            .. rule.When.AnyWords.Where((_, i) => folded.Contains(_any[i])),
            .. rule.When.AllWords.Where((_, i) => folded.Contains(_all[i])),
        ];

        private static bool Named(IReadOnlyList<string> wanted, string? code) => code is not null && wanted.Contains(code, StringComparer.OrdinalIgnoreCase);

        // A platform says pt-BR where a rule says pt.
        private static bool Speaks(IReadOnlyList<string> wanted, string? language) =>
            language is not null && wanted.Any(code => language.StartsWith(code, StringComparison.OrdinalIgnoreCase)
                && (language.Length == code.Length || language[code.Length] is '-' or '_'));
    }
}
