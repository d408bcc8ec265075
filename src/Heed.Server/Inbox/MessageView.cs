using Heed.Core.Messages;

namespace Heed.Server.Inbox;

/// <summary>A message as the thread and the API show it. Times in UTC.</summary>
public sealed record MessageView
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid AccountId { get; init; }

    public required string? ExternalId { get; init; }

    public required string Network { get; init; }

    public required Direction Direction { get; init; }

    public required Visibility Visibility { get; init; }

    public required string Kind { get; init; }

    public required string Text { get; init; }

    public required string? Language { get; init; }

    public required MessageState State { get; init; }

    public required string? Failure { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Guid? AgentId { get; init; }

    public required string AuthorName { get; init; }

    public required DateTimeOffset? EditedAt { get; init; }

    public required DateTimeOffset? DeletedAt { get; init; }

    public required bool Hidden { get; init; }

    public required bool Automatic { get; init; }

    public required bool SenderUnverified { get; init; }

    public required string? Reaction { get; init; }

    public required int AttachmentCount { get; init; }

    public required string? ExtraJson { get; init; }

    /// <summary>What was read in it, see <see cref="Heed.Core.Language.Reading"/>.</summary>
    public string? ReadingJson { get; init; }

    /// <summary>Until when a planned reply can be taken back; null when it is too late or was never sent from here.</summary>
    public DateTimeOffset? SendAt { get; init; }

    public MessageExtra Extra { get; init; } = new();

    public IReadOnlyList<AttachmentView> Attachments { get; init; } = [];
}

/// <param name="Ready">The bytes are here; else <paramref name="Failure"/> may say why not.</param>
public sealed record AttachmentView(Guid Id, Guid MessageId, string Name, string ContentType, long? Size, bool Inline, string? ContentId, bool Ready, string? Failure);
