namespace Heed.Core.Cases;

public sealed class CaseTag
{
    public required Guid CaseId { get; init; }

    public required string Tag { get; init; }
}
