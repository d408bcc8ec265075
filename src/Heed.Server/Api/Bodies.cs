using System.ComponentModel;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Server.Api;

internal sealed record ReplyBody(
    [property: Description("public or private; which are open is told by the case's boxes.")] Visibility Visibility,
    [property: Description("Plain text.")] string Text,
    [property: Description("Id of the channel account to answer by; needed only when the case has messages on several.")] Guid? Account = null,
    [property: Description("Ids of files brought before by POST /api/v1/cases/{case}/attachments with the same token; with files the text may be empty.")] IReadOnlyList<Guid>? Attachments = null);

internal sealed record NoteBody(
    [property: Description("Plain text, at most 20,000 characters; customers never see it.")] string Text,
    [property: Description("Ids of files brought before by POST /api/v1/cases/{case}/attachments?visibility=note.")] IReadOnlyList<Guid>? Attachments = null);

/// <param name="Id">Name it in `attachments` of the reply or note.</param>
/// <param name="Name">As it will be sent: cleaned of what no file name may hold.</param>
/// <param name="ContentType">What the bytes are, whatever was declared.</param>
internal sealed record BroughtFile(Guid Id, string Name, string ContentType, long Size);

internal sealed record AssignBody([property: Description("A person's id, \"me\", or null for nobody.")] string? AgentId);

internal sealed record HandOverBody(
    [property: Description("Why; it goes into the case.")] string Reason,
    Guid? DepartmentId = null,
    Guid? AgentId = null);

internal sealed record TagBody([property: Description("1 to 60 characters.")] string Tag);

internal sealed record ModerateBody(ModerationAction Action);

/// <param name="State">Where it stands; the message itself tells what became of it.</param>
/// <param name="UndoUntil">It can be taken back until then; null when it has been planned before.</param>
internal sealed record AcceptedReply(Guid MessageId, MessageState State, DateTimeOffset? UndoUntil);

internal sealed record WrittenNote(Guid MessageId);

internal sealed record ReplayedCount(int Replayed);
