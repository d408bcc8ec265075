namespace Heed.Storage.Intake;

/// <summary>How often the door turned something away, by day: the only trace a forged delivery leaves.</summary>
public sealed class Refusal
{
    public required string Network { get; init; }

    public required string Account { get; init; }

    /// <summary><c>forged</c>, <c>proof-missing</c>, <c>too-large</c>, <c>unknown-account</c>, …</summary>
    public required string Reason { get; init; }

    /// <summary>Days since 1970, UTC.</summary>
    public required long Day { get; init; }

    public long Count { get; set; }
}
