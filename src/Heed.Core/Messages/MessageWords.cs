namespace Heed.Core.Messages;

/// <summary>Which way a message went: from a customer to the brand, or from the brand to a customer.</summary>
public enum Direction
{
    Inbound = 0,
    Outbound = 1,
}

/// <summary>Who can read a message: the whole network, the two sides, or the brand's own people.</summary>
public enum Visibility
{
    Public = 0,
    Private = 1,
    Note = 2,
}

/// <summary>
/// Where a message stands. Inbound ones are <see cref="Received"/>; outbound ones walk
/// <c>Planned → Sending → Sent → Delivered → Read</c>, or end as <see cref="Failed"/>, or wait as <see cref="Unknown"/>
/// until the platform has been asked what became of them.
/// </summary>
public enum MessageState
{
    Received = 0,
    Planned = 1,
    Sending = 2,
    Sent = 3,
    Delivered = 4,
    Read = 5,
    Failed = 6,
    Unknown = 7,
    Cancelled = 8,
}

/// <summary>A file that came or goes with a message. <paramref name="Url"/> is the platform's (it expires); <paramref name="Content"/> is set when the bytes came along (mail).</summary>
/// <param name="Name">File name as shown, never used as a path.</param>
/// <param name="ContentType">Media type as declared by the sender; not trusted.</param>
/// <param name="ContentId">For inline images of a mail: the id the HTML refers to, without angle brackets.</param>
public sealed record Attachment(string Name, string ContentType, string? Url = null, byte[]? Content = null, string? ContentId = null, bool Inline = false);
