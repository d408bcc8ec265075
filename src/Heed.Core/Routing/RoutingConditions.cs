using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Core.Routing;

/// <summary>When a rule applies. Each condition that is given must hold; within one list, any entry does (all, for <see cref="AllWords"/>). None given: every message.</summary>
public sealed partial record RoutingConditions
{
    /// <summary>Ids of channel accounts.</summary>
    public IReadOnlyList<Guid> Accounts { get; init; } = [];

    /// <summary>From <see cref="Network"/>.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>Two-letter codes; a message whose language nobody could tell does not meet the condition.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Public or private; null for both.</summary>
    public Visibility? Visibility { get; init; }

    /// <summary>Kinds of message in the channel's own words: <c>mention</c>, <c>dm</c>, <c>comment</c>.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Words or phrases of which one must occur, whole, whatever the case and accents.</summary>
    public IReadOnlyList<string> AnyWords { get; init; } = [];

    /// <summary>Words or phrases that must all occur.</summary>
    public IReadOnlyList<string> AllWords { get; init; } = [];

    /// <summary>Codes from <see cref="Language.Topics"/> or the company's own; a message nobody could tell the topic of does not meet the condition.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Codes of shops.</summary>
    public IReadOnlyList<string> Shops { get; init; } = [];

    /// <summary>At least so urgent; null: any.</summary>
    public Urgency? Urgency { get; init; }
}
