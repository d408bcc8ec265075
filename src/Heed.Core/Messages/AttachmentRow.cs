namespace Heed.Core.Messages;

/// <summary>A file of a message. Its bytes are a <see cref="Blob"/> once fetched; until then only the platform's address is known.</summary>
public sealed class AttachmentRow
{
    public required Guid Id { get; init; }

    public required Guid MessageId { get; init; }

    public required string Name { get; init; }

    public required string ContentType { get; set; }

    /// <summary>Bytes; null until fetched.</summary>
    public long? Size { get; set; }

    public string? Url { get; init; }

    public string? ContentId { get; init; }

    public bool Inline { get; init; }

    public string? Sha256 { get; set; }

    /// <summary>Why it could not be fetched, in plain words.</summary>
    public string? Failure { get; set; }
}

/// <summary>Bytes by their hash: the same picture sent twice is kept once.</summary>
public sealed class Blob
{
    public required string Sha256 { get; init; }

    public required byte[] Content { get; init; }
}
