using Heed.Core.Messages;

namespace Heed.Server.Api;

/// <summary>A message as the API tells it. Times in UTC.</summary>
internal sealed record MessageJson
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required Direction Direction { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>The network: x, facebook, mail.</summary>
    public required string Channel { get; init; }

    /// <summary>Id of the channel account.</summary>
    public required Guid Account { get; init; }

    /// <summary>The network's own id; null for notes and for replies not sent yet.</summary>
    public required string? ExternalId { get; init; }

    /// <summary>The network's own word: mention, dm, comment, mail, …</summary>
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required string? Language { get; init; }

    public required MessageState State { get; init; }

    /// <summary>Why it failed, or why nobody knows, in English.</summary>
    public required string? Failure { get; init; }

    /// <summary>The same as a stable code, <c>x.not-summoned</c>; null for what was written before there were codes.</summary>
    public required string? FailureCode { get; init; }

    /// <summary>The network's own time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When Heed took it in.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required Author Author { get; init; }

    /// <summary>External id of what it answers.</summary>
    public required string? InReplyTo { get; init; }

    public required DateTimeOffset? EditedAt { get; init; }

    public required DateTimeOffset? DeletedAt { get; init; }

    public required bool Hidden { get; init; }

    /// <summary>Written by a machine: an out-of-office answer, a bounce.</summary>
    public required bool Automatic { get; init; }

    public required string? Reaction { get; init; }

    public IReadOnlyList<AttachmentJson> Attachments { get; init; } = [];
}

/// <param name="AgentId">For what was written in Heed.</param>
/// <param name="IdentityId">The identity that wrote it, or that it is for.</param>
internal sealed record Author(string Name, Guid? AgentId, Guid? IdentityId);

/// <param name="Url">Where the bytes can be read, below this server; null until they are here.</param>
/// <param name="Failure">Why they could not be fetched.</param>
internal sealed record AttachmentJson(Guid Id, string Name, string ContentType, long? Size, bool Inline, string? Url, string? Failure);
