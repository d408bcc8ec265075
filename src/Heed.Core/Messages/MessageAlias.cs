namespace Heed.Core.Messages;

/// <summary>A further id of a message: every edit of a post on X makes a new one.</summary>
public sealed class MessageAlias
{
    public required Guid AccountId { get; init; }

    public required string ExternalId { get; init; }

    public required Guid MessageId { get; init; }
}
