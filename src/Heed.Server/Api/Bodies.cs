using System.ComponentModel;
using Heed.Core.Channels;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Guard;

namespace Heed.Server.Api;

internal sealed record ReplyBody(
    [property: Description("public or private; which are open is told by the case's boxes.")] Visibility Visibility,
    [property: Description("Plain text.")] string Text,
    [property: Description("Id of the channel account to answer by; needed only when the case has messages on several.")] Guid? Account = null,
    [property: Description("Ids of files brought before by POST /api/v1/cases/{case}/attachments with the same token; with files the text may be empty.")] IReadOnlyList<Guid>? Attachments = null,
    [property: Description("The text was refused with tone-confirm, and is meant so.")] bool ToneConfirmed = false);

internal sealed record NoteBody(
    [property: Description("Plain text, at most 20,000 characters; customers never see it.")] string Text,
    [property: Description("Ids of files brought before by POST /api/v1/cases/{case}/attachments?visibility=note.")] IReadOnlyList<Guid>? Attachments = null);

/// <param name="Id">Name it in `attachments` of the reply or note.</param>
/// <param name="Name">As it will be sent: cleaned of what no file name may hold.</param>
/// <param name="ContentType">What the bytes are, whatever was declared.</param>
internal sealed record BroughtFile(Guid Id, string Name, string ContentType, long Size);

internal sealed record AssignBody([property: Description("A person's id, \"me\", or null for nobody.")] string? AgentId);

internal sealed record MergeBody([property: Description("The other case: its id or its number.")] string With);

internal sealed record HandOverBody(
    [property: Description("Why; it goes into the case.")] string Reason,
    Guid? DepartmentId = null,
    Guid? AgentId = null,
    [property: Description("What the next person must know.")] string? Summary = null,
    [property: Description("A lead has seen that the case goes back to a department that had it, and wants it all the same.")] bool Insist = false)
{
    public HandOverRequest Asked => new(DepartmentId, AgentId, Reason ?? "", Summary, Insist);
}

internal sealed record ApproveBody([property: Description("Also when the case goes back to a department that had it.")] bool Insist = false);

internal sealed record RefuseBody([property: Description("Why it stays.")] string Note);

internal sealed record AccountableBody(
    Guid AgentId,
    [property: Description("The department it would have gone back to, when that is why.")] Guid? InsteadOfDepartment = null);

internal sealed record PromiseBody(PromiseKind Kind, [property: Description("Until when.")] DateTimeOffset Until);

internal sealed record TopicBody([property: Description("Code of a topic that is in use; see GET /api/v1/topics.")] string Topic);

internal sealed record MarkBody(
    [property: Description("One of the four reasons why customers leave.")] Cause Cause,
    [property: Description("True: the customer complains of it; false: it happened.")] bool Said = false);

internal sealed record TagBody([property: Description("1 to 60 characters.")] string Tag);

internal sealed record ModerateBody(ModerationAction Action);

/// <param name="State">Where it stands; the message itself tells what became of it.</param>
/// <param name="UndoUntil">It can be taken back until then; null when it has been planned before.</param>
internal sealed record AcceptedReply(
    Guid MessageId, MessageState State, DateTimeOffset? UndoUntil,
    [property: Description("It waits for a second reader until this time, and is planned under this id when one releases it; null: it is planned.")] DateTimeOffset? HeldUntil = null);

internal sealed record WrittenNote(Guid MessageId);

internal sealed record ReplayedCount(int Replayed);
