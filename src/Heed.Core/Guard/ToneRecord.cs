using Heed.Core.Messages;

namespace Heed.Core.Guard;

/// <summary>What became of one draft that the guard said something about; or an answer given elsewhere that it heard afterwards.</summary>
public sealed class ToneRecord
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public Guid? DepartmentId { get; init; }

    public required string Network { get; init; }

    public required Visibility Visibility { get; init; }

    public Guid? AgentId { get; init; }

    /// <summary>Null while nothing was sent.</summary>
    public Guid? MessageId { get; init; }

    public Guid? LookId { get; init; }

    public string? Language { get; init; }

    /// <summary>The worst that was on the screen, in thousandths.</summary>
    public required int SeverityFirst { get; init; }

    /// <summary>What was sent, or held, in thousandths.</summary>
    public required int SeverityLast { get; init; }

    /// <summary>Names of the faults it was sent or held with, comma between.</summary>
    public required string Faults { get; init; }

    public required ToneOutcome Outcome { get; init; }

    public required DateTimeOffset At { get; init; }

    public static int Thousandths(double severity) => (int)Math.Round(severity * 1000);
}
