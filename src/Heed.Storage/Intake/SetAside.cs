namespace Heed.Storage.Intake;

public enum SetAsideState
{
    Open = 0,
    Replayed = 1,
    Dismissed = 2,
}

/// <summary>One event of a delivery that could not be taken, with the reason; it can be replayed when the cause is gone.</summary>
public sealed class SetAside
{
    public required Guid Id { get; init; }

    public required long DeliverySeq { get; init; }

    /// <summary>Place of the event in its delivery, from 0.</summary>
    public required int EventIndex { get; init; }

    public required Guid AccountId { get; init; }

    public required string Reason { get; set; }

    public required DateTimeOffset At { get; set; }

    public SetAsideState State { get; set; }

    public int Attempts { get; set; }
}
