namespace Heed.Sandbox.Ledger;

/// <summary>What Heed has, to be held against what happened.</summary>
/// <param name="Inbound">Every inbound message of Heed, as often as it is there.</param>
/// <param name="Outbound">Every reply Heed believes sent; null leaves that unasked.</param>
public sealed record CheckRequest(IReadOnlyList<CheckItem> Inbound, IReadOnlyList<CheckItem>? Outbound = null);

/// <param name="Network">Null matches any network that knows the id.</param>
/// <param name="Account">Null matches any account that knows the id.</param>
public sealed record CheckItem(string ExternalId, string? Network = null, string? Account = null);

/// <summary>The answer to "was anything lost or doubled?".</summary>
/// <param name="Lost">Said, and not in Heed, though no delivery of it is under way any more.</param>
/// <param name="Doubled">Twice in Heed, or done twice by Heed.</param>
/// <param name="Unsent">Heed believes them sent, the network never saw them.</param>
/// <param name="Strangers">Heed has them, nobody said them.</param>
/// <param name="Pending">Said, not in Heed yet, and still being delivered.</param>
public sealed record CheckResult(
    IReadOnlyList<SaidEntry> Lost, IReadOnlyList<Doubled> Doubled, IReadOnlyList<CheckItem> Unsent,
    IReadOnlyList<CheckItem> Strangers, int Said, int Done, int Pending);

/// <param name="Why"><c>inbound-twice</c>, <c>own-key-twice</c> or <c>text-twice</c>.</param>
public sealed record Doubled(string Why, string Network, string Account, string? Target, IReadOnlyList<string> ExternalIds);
