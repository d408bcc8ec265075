using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Meta;

/// <summary>A post, a comment or a rating on a Page.</summary>
/// <param name="Id">Posts <c>{page}_{n}</c>, comments <c>{n of the post}_{n}</c>.</param>
/// <param name="Kind"><c>post</c>, <c>comment</c> or <c>rating</c>.</param>
/// <param name="ParentId">For comments: the post, or the top comment it stands under.</param>
internal sealed record MetaItem(string Id, string Kind, string PageId, string PostId, string? ParentId, string FromId, string FromName, string Message, DateTimeOffset CreatedAt)
{
    public bool Hidden { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public SentFile? Photo { get; init; }

    /// <summary>The one private reply a comment or a post may get was sent.</summary>
    public bool AnsweredPrivately { get; init; }
}

/// <param name="FromPage">Written by the brand.</param>
/// <param name="Metadata">The sender's own key; comes back in the echo only.</param>
internal sealed record MetaMessage(string Mid, bool FromPage, string Text, DateTimeOffset At, string? Metadata, int Edits = 0)
{
    public SentFile? File { get; init; }
}

/// <summary>One person's conversation with a Page.</summary>
internal sealed record MetaThread(string PageId, string Psid, string Name, DateTimeOffset? LastFromPerson, IReadOnlyList<MetaMessage> Messages)
{
    public string Id => $"t_{Psid}";
}
