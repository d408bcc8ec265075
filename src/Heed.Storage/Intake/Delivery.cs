namespace Heed.Storage.Intake;

public enum DeliverySource
{
    Webhook = 0,
    Poll = 1,
}

/// <summary>What came through the door, byte for byte. Unique by account and hash: a redelivery is a success and no second row.</summary>
public sealed class Delivery
{
    public long Seq { get; init; }

    public required Guid AccountId { get; init; }

    public required DeliverySource Source { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? ContentType { get; init; }

    /// <summary>JSON of the headers the channel reads; never a proof or a token.</summary>
    public string? Headers { get; init; }

    public required byte[] Body { get; init; }

    /// <summary>SHA-256 of the body.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When body and headers were removed, being past their time; null: they are here.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
}

/// <summary>A lane that still has to read a delivery. The row goes in the transaction that saves what the lane decided.</summary>
public sealed class LaneEntry
{
    public required int Lane { get; init; }

    public required long Seq { get; init; }
}
