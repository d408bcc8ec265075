using Heed.Core.Cases;

namespace Heed.Server.Inbox;

/// <summary>Which cases a list shows; what is null does not narrow it.</summary>
public sealed record CaseFilter
{
    public CaseStatus? Status { get; init; } = CaseStatus.Open;

    public Guid? AssigneeId { get; init; }

    /// <summary>Only cases nobody has taken.</summary>
    public bool Unassigned { get; init; }

    /// <summary>Only cases whose customer waits for an answer.</summary>
    public bool Waiting { get; init; }

    /// <summary>Only cases that need a lead: somebody is about to be let down, or a second hand-over was asked for.</summary>
    public bool Attention { get; init; }

    public Guid? DepartmentId { get; init; }

    public Guid? CustomerId { get; init; }

    /// <summary>The network the case began on.</summary>
    public string? Network { get; init; }

    public string? Brand { get; init; }

    public string? Tag { get; init; }

    /// <summary>Code of what they are about.</summary>
    public string? Topic { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }
}
