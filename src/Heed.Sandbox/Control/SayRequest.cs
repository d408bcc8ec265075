namespace Heed.Sandbox.Control;

/// <summary>A customer says something. Members that a network does not know are ignored.</summary>
public sealed record SayRequest
{
    public required string Network { get; init; }

    public required string Account { get; init; }

    public required Speaker From { get; init; }

    public required string Text { get; init; }

    /// <summary>X: <c>mention</c>, <c>reply</c>, <c>quote</c>, <c>dm</c>. Facebook: <c>comment</c>, <c>post</c>, <c>message</c>, <c>rating</c>. Mail: <c>mail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>External id of what it answers (post, comment, Message-ID).</summary>
    public string? InReplyTo { get; init; }

    /// <summary>Facebook: the Page post a comment stands under; it is made when unknown.</summary>
    public string? ThreadId { get; init; }

    /// <summary>The platform's own time of it; null is now.</summary>
    public DateTimeOffset? At { get; init; }

    public string? Subject { get; init; }

    public string? Html { get; init; }

    /// <summary>Facebook ratings: <c>positive</c> or <c>negative</c>.</summary>
    public string? Rating { get; init; }

    /// <summary>BCP 47, as X states it.</summary>
    public string? Lang { get; init; }

    /// <summary>X: a place name in the post, as a phone in a shop would add it.</summary>
    public string? Place { get; init; }

    public IReadOnlyList<SayAttachment>? Attachments { get; init; }
}

/// <summary>Who speaks. The id is the network's (X user id, person id or PSID, mail address).</summary>
/// <param name="Psid">Facebook: this person's id in Messenger, which is not the one under comments; null derives one.</param>
public sealed record Speaker(string Id, string? Name = null, string? Handle = null, string? Psid = null, string? Location = null);

/// <param name="Content">The bytes, as Base64 in JSON.</param>
public sealed record SayAttachment(string Name, string ContentType, byte[] Content);

/// <param name="ExternalId">The id the network gave it.</param>
/// <param name="ThreadId">The conversation, Page post, or first Message-ID it belongs to.</param>
public sealed record SayResult(string ExternalId, string ThreadId);

/// <summary>A customer changes what was said.</summary>
public sealed record EditRequest(string Network, string Account, string ExternalId, string Text, DateTimeOffset? At = null);

/// <summary>A customer takes back what was said.</summary>
public sealed record DeleteRequest(string Network, string Account, string ExternalId);

/// <summary>The brand's people write in the native app, past Heed: it sees the echo only.</summary>
/// <param name="Target">Post or comment answered, or the person a private message goes to.</param>
/// <param name="Kind"><c>reply</c>, <c>dm</c>, <c>comment</c>, <c>message</c>, or <c>post</c>.</param>
public sealed record NativeRequest(string Network, string Account, string Kind, string? Target, string Text);
