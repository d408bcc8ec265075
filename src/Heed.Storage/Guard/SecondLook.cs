using Heed.Core.Guard;
using Heed.Core.Messages;

namespace Heed.Storage.Guard;

public enum SecondLookState
{
    Open = 0,
    Approved = 1,
    Changed = 2,
    Returned = 3,
    Withdrawn = 4,
}

/// <summary>An answer that waits for a second reader. Until one has released it, there is no message and no line in the ledger.</summary>
public sealed class SecondLook
{
    /// <summary>Also the id of the message it may become.</summary>
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Where the case was when it was written.</summary>
    public Guid? DepartmentId { get; init; }

    public required Guid AccountId { get; init; }

    public required Visibility Visibility { get; init; }

    public required string Network { get; init; }

    public required string Text { get; init; }

    /// <summary>Ids of its files, a JSON array; they wait under <see cref="FilesOwner"/>.</summary>
    public required string Files { get; init; }

    /// <summary>Null: a program wrote it.</summary>
    public Guid? WrittenBy { get; init; }

    public required string WriterName { get; init; }

    /// <summary>Who gets the files back when it does not leave.</summary>
    public required string Owner { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The second reader's clock, in the open hours of the department.</summary>
    public required DateTimeOffset DueAt { get; init; }

    public string? Language { get; init; }

    /// <summary>In thousandths.</summary>
    public required int Severity { get; init; }

    /// <summary>JSON of the <see cref="ToneMark"/>s.</summary>
    public required string Marks { get; init; }

    public required ToneAction Policy { get; init; }

    /// <summary>Another agent of the department may release it; else a lead.</summary>
    public required bool ByColleague { get; init; }

    public required SecondLookState State { get; set; }

    public Guid? DecidedBy { get; set; }

    public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Why it came back.</summary>
    public string? Note { get; set; }

    /// <summary>What was sent instead, when the reader changed it.</summary>
    public string? SentText { get; set; }

    public Guid? MessageId { get; set; }

    /// <summary>Under this name its files wait: nobody else's, and never swept.</summary>
    public static string FilesOwner(Guid id) => $"look:{id}";
}
