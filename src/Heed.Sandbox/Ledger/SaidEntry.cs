namespace Heed.Sandbox.Ledger;

/// <summary>One thing a customer said on a network.</summary>
/// <param name="Customer">The network's id of the person.</param>
/// <param name="TextHash">SHA-256 of the text, lower-case hex.</param>
/// <param name="At">The platform's own time of it.</param>
/// <param name="EditOf">X: the first version, when this is an edit of it.</param>
public sealed record SaidEntry(
    string Network, string Account, string ExternalId, string Customer, string Kind, string Text, string TextHash,
    DateTimeOffset At, string? EditOf = null)
{
    /// <summary>When Heed first answered 2xx to a delivery of it; null while none was.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }
}

/// <summary>One thing the brand did on a network.</summary>
/// <param name="Kind"><c>reply</c>, <c>post</c>, <c>dm</c>, <c>comment</c>, <c>private-reply</c>, <c>message</c>, <c>mail</c>, <c>hide</c>, <c>unhide</c>, <c>delete</c>, <c>edit</c>.</param>
/// <param name="Target">What it answered or changed.</param>
/// <param name="Customer">The network's id of the person concerned, where there is one.</param>
/// <param name="OwnKey">Heed's own key where the network carries one: Messenger metadata, Message-ID.</param>
/// <param name="Native">Written in the native app, not by Heed.</param>
public sealed record DoneEntry(
    string Network, string Account, string ExternalId, string Kind, string? Target, string? Customer, string Text,
    string? OwnKey, DateTimeOffset At, bool Native = false)
{
    /// <summary>The files that went with it, in their order.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];
}
