using Heed.Storage.Intake;

namespace Heed.Server.Api;

/// <summary>What came through the door, without its bytes.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Id">Of the first event set aside, for replaying; null otherwise.</param>
/// <param name="PurgedAt">When its bytes were removed, being past their time: it cannot be replayed any more; null: they are here.</param>
/// <param name="Reason">Why it was set aside; null otherwise.</param>
internal sealed record IntakeJson(
    long Seq, Guid Account, string AccountName, string Channel, DeliverySource Source, DateTimeOffset ReceivedAt, long Size, IntakeState State,
    Guid? Id, string? Reason, IReadOnlyList<SetAsideEvent> SetAsides, DateTimeOffset? PurgedAt);
