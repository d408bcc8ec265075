namespace Heed.Core.Cases;

/// <summary>A time a case spent in one department's hands, written when it ends.</summary>
public sealed class CaseStay
{
    public required Guid CaseId { get; init; }

    /// <summary>Of the event that ended it.</summary>
    public required long Version { get; init; }

    public required Guid DepartmentId { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>It went on to another department; else it was resolved here.</summary>
    public required bool HandedOn { get; init; }
}
