namespace Heed.Storage.Figures;

public enum ImportState
{
    Running = 0,
    Finished = 1,
}

/// <summary>A history being read in. <see cref="Position"/> is committed with the rows it covers, so that an import resumes where it was.</summary>
public sealed class Import
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required string File { get; set; }

    /// <summary>Hash of the file's content: the same file again is the same import.</summary>
    public required string Fingerprint { get; init; }

    public string? Brand { get; init; }

    public ImportState State { get; set; }

    public long RowsRead { get; set; }

    public long RowsTaken { get; set; }

    /// <summary>Rows that were there already.</summary>
    public long RowsKnown { get; set; }

    public long RowsBroken { get; set; }

    /// <summary>Rows of the sorted history done so far.</summary>
    public long Position { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>A row that could not be read, by its number in the file (1 = first after the header).</summary>
public sealed class ImportReject
{
    public required Guid ImportId { get; init; }

    public required long Row { get; init; }

    public required string Reason { get; init; }
}
