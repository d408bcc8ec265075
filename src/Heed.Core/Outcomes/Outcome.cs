namespace Heed.Core.Outcomes;

/// <summary>What a customer did after, before or without being cared for.</summary>
public enum OutcomeKind
{
    /// <summary>Something was bought.</summary>
    Order = 0,

    /// <summary>A contract or subscription began.</summary>
    Subscription = 1,

    /// <summary>A basket was filled and left.</summary>
    DroppedBasket = 2,

    /// <summary>A contract, subscription or account ended because the customer wanted it so.</summary>
    Cancellation = 3,
}

/// <summary>One outcome as another system of the company tells it.</summary>
/// <param name="Source">Which system; references are unique within it.</param>
/// <param name="Reference">Its own number of the order, basket or contract.</param>
/// <param name="Cents">Hundredths of <paramref name="Currency"/>; null when no amount was told.</param>
/// <param name="Currency">ISO 4217; null when no amount was told.</param>
/// <param name="Reason">Why it was cancelled or dropped, in the words of that system.</param>
public sealed record Outcome(string Source, string Reference, OutcomeKind Kind, CustomerKey Customer, DateTimeOffset At, long? Cents, string? Currency, string? Reason);
