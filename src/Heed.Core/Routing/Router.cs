using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Core.Routing;

/// <summary>What the router looks at.</summary>
/// <param name="Language">Two-letter code, or null when nobody could tell.</param>
public sealed record RoutingInput(ChannelAccount Account, Visibility Visibility, string Kind, string? Language, string Text);

/// <summary>
/// The workspace's ordered rules, ready to be asked. The first enabled rule that matches wins; without one the account's
/// default department stands, then the workspace's. Pure and safe to share; build it anew when the rules change.
/// </summary>
public sealed class Router(IEnumerable<RoutingRule> rules, Guid? workspaceDefault)
{
    private readonly Prepared[] _rules = [.. rules.Where(r => r.Enabled).Select(r => new Prepared(r))];

    public RoutingDecision Decide(RoutingInput input)
    {
        FoldedText? text = null;
        foreach (var rule in _rules)
        {
            if (rule.Matches(input, ref text))
                return Matched(rule, input.Account, text);
        }

        var (department, reason) = Default(input.Account);
        return new RoutingDecision(department, null, new RoutingWhy(reason, null, []), [], 0);
    }

    private RoutingDecision Matched(Prepared prepared, ChannelAccount account, FoldedText? text)
    {
        var rule = prepared.Rule;
        var (department, reason) = rule.DepartmentId is { } named ? (named, RoutingReason.Rule) : Default(account);
        return new RoutingDecision(department, rule.Name, new RoutingWhy(reason, rule.Id, prepared.Found(text)), rule.Tags, rule.PriorityBump);
    }

    private (Guid? Department, RoutingReason Reason) Default(ChannelAccount account) =>
        account.DepartmentId is { } own ? (own, RoutingReason.AccountDefault)
        : workspaceDefault is { } common ? (common, RoutingReason.WorkspaceDefault)
        : (null, RoutingReason.NoDepartment);

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
                || (when.Kinds.Count > 0 && !when.Kinds.Contains(input.Kind)))
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

        // A platform says pt-BR where a rule says pt.
        private static bool Speaks(IReadOnlyList<string> wanted, string? language) =>
            language is not null && wanted.Any(code => language.StartsWith(code, StringComparison.OrdinalIgnoreCase)
                && (language.Length == code.Length || language[code.Length] is '-' or '_'));
    }
}
