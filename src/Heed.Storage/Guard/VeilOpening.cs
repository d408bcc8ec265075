namespace Heed.Storage.Guard;

/// <summary>Somebody opened a veiled message: how much abuse each agent met.</summary>
public sealed class VeilOpening
{
    public required Guid MessageId { get; init; }

    public required Guid UserId { get; init; }

    public required DateTimeOffset At { get; init; }
}
