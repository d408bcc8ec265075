using Heed.Core.Messages;

namespace Heed.Storage.Blobs;

/// <summary>A file that waits to be sent. Its bytes are a <see cref="Blob"/> already; planning the reply makes it an attachment of the message.</summary>
public sealed class Upload
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Who brought it, and alone may send or remove it: <c>user:…</c> or <c>token:…</c>.</summary>
    public required string Owner { get; init; }

    /// <summary>For which box.</summary>
    public required Visibility Visibility { get; init; }

    public required string Name { get; init; }

    /// <summary>By what the bytes are; where they do not tell, by the name.</summary>
    public required string ContentType { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    public required DateTimeOffset At { get; init; }
}
