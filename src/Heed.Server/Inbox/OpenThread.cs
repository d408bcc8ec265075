using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Guard;
using Heed.Server.Replies;
using Heed.Storage.Blobs;
using Heed.Storage.Guard;

namespace Heed.Server.Inbox;

/// <summary>The case on the screen with its messages; read anew as a whole when it changes.</summary>
public sealed record OpenThread(
    CaseView View,
    IReadOnlyList<MessageView> Messages,
    string? Older,
    IReadOnlyList<CaseEventView> Events,
    IReadOnlyDictionary<Visibility, string> Drafts)
{
    /// <summary>The reply boxes, open or closed with their reason; empty for readers.</summary>
    internal IReadOnlyList<OpenBox> Boxes { get; init; } = [];

    /// <summary>Which of the four causes are there, and why.</summary>
    public IReadOnlyList<CauseMark> Marks { get; init; } = [];

    /// <summary>What was read in the customer's messages, and by which words.</summary>
    public CaseReadings Readings { get; init; } = CaseReadings.None;

    /// <summary>What one should see before it is handed over; null until somebody is about to.</summary>
    internal HandOverOutlook? Outlook { get; init; }

    /// <summary>Replies that wait for a second reader, and those that came back to this one.</summary>
    public IReadOnlyList<SecondLook> Looks { get; init; } = [];

    /// <summary>The reader's own files that wait to be sent, of all boxes.</summary>
    internal IReadOnlyList<Upload> Uploads { get; init; } = [];
}
