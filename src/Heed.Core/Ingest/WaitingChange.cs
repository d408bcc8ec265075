namespace Heed.Core.Ingest;

/// <summary>An edit, deletion, receipt or answer that came before the message it belongs to, kept until that one arrives.</summary>
public sealed class WaitingChange
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>External id of the message it waits for.</summary>
    public required string ExternalId { get; init; }

    /// <summary>The platform's time of the change.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>The <see cref="Channels.ChannelEvent"/> as JSON.</summary>
    public required string Event { get; init; }
}
