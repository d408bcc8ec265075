namespace Heed.Sandbox.X;

/// <summary>One post on the imitated X.</summary>
internal sealed record XPost
{
    public required string Id { get; init; }

    public required string AuthorId { get; init; }

    /// <summary>As a reader sees it: with the leading mentions the platform filled in and links shortened.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string ConversationId { get; init; }

    public string? RepliedTo { get; init; }

    public string? RepliedToUser { get; init; }

    public string? Quoted { get; init; }

    /// <summary>Ids of all versions, oldest first, this one last.</summary>
    public required IReadOnlyList<string> History { get; init; }

    public IReadOnlyList<XLink> Links { get; init; } = [];

    /// <summary>Its media, as <c>media_keys</c> name them.</summary>
    public IReadOnlyList<string> MediaKeys { get; init; } = [];

    /// <summary>What X takes the text for; "und" when it does not tell.</summary>
    public string Lang { get; init; } = "und";

    public string? Place { get; init; }

    public bool Hidden { get; init; }
}

/// <param name="Short">The <c>https://t.co/…</c> that stands in the text.</param>
/// <param name="MediaKey">For the link that X puts at the end for the media of the post itself.</param>
internal sealed record XLink(string Short, string Expanded, string? MediaKey = null);

internal sealed record XUser(string Id, string Username, string Name, string? Location, DateTimeOffset CreatedAt)
{
    /// <summary>Invented, but always the same for the same person.</summary>
    public int Followers => (int)(Convert.ToUInt32(Ledger.SandboxLedger.Hash(Id)[..6], 16) % 4000);
}

internal sealed record XMessage(string Id, string ConversationId, string SenderId, string RecipientId, string Text, DateTimeOffset At)
{
    public IReadOnlyList<string> MediaKeys { get; init; } = [];
}
