namespace Heed.Storage.Assist;

/// <summary>One question to the connected language model: that it was asked and what it cost, never what was said.</summary>
public sealed class AssistCall
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? UserId { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>0 summary, 1 rewording, 2 translation.</summary>
    public required int Task { get; init; }

    public required string Model { get; init; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long CostMicroDollars { get; set; }

    /// <summary>Status of the answer, <c>timeout</c> or <c>unreachable</c>; null when it was answered.</summary>
    public string? Failure { get; set; }
}
