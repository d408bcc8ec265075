namespace Heed.Channels.X;

/// <summary>A post, told the same whether it came as a v2 or as a v1.1 object.</summary>
internal sealed record XPost
{
    public required string Id { get; init; }

    public required string AuthorId { get; init; }

    public required string Text { get; init; }

    public string? AuthorHandle { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>Native repost of someone's post: nothing new was said.</summary>
    public bool IsRepost { get; init; }

    public string? ConversationId { get; init; }

    public string? InReplyTo { get; init; }

    public string? InReplyToUser { get; init; }

    public string? InReplyToHandle { get; init; }

    public string? Quotes { get; init; }

    public string? QuotesUser { get; init; }

    /// <summary>People mentioned in the text, in its order; id or handle may be missing.</summary>
    public IReadOnlyList<(string? Id, string? Handle)> Mentions { get; init; } = [];

    public IReadOnlyList<string> EditHistory { get; init; } = [];

    public string? Language { get; init; }

    public string? Place { get; init; }

    public string? Client { get; init; }

    public IReadOnlyList<Core.Messages.Attachment> Attachments { get; init; } = [];
}
