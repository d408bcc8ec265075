namespace Heed.Storage.Settings;

public enum ChannelAccountState
{
    Connected = 0,

    /// <summary>The token died or a permission was lost: receives perhaps, sends nothing, until someone reconnects it.</summary>
    Disconnected = 1,

    /// <summary>Taken off by an administrator; its history stays.</summary>
    Removed = 2,

    /// <summary>An imported history: nothing arrives and nothing is sent.</summary>
    Archive = 3,
}

/// <summary>A channel account as stored; <see cref="Secrets"/> is encrypted. <see cref="ChannelAccountStore"/> turns it into a <see cref="Core.Channels.ChannelAccount"/>.</summary>
public sealed class ChannelAccountRow
{
    public required Guid Id { get; init; }

    public required string Network { get; init; }

    public required string Name { get; init; }

    public required string Brand { get; set; }

    public required string ExternalId { get; set; }

    public required string Handle { get; set; }

    public Guid? DepartmentId { get; set; }

    /// <summary>JSON object of what is not secret.</summary>
    public required string Settings { get; set; }

    /// <summary>JSON object, encrypted by data protection.</summary>
    public required string Secrets { get; set; }

    public ChannelAccountState State { get; set; }

    public string? StateReason { get; set; }

    public required DateTimeOffset AddedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }

    public string? PollCursor { get; set; }

    public DateTimeOffset? PolledAt { get; set; }

    public string? PollFailure { get; set; }
}
