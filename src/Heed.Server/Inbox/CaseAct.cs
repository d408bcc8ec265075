using Heed.Core.Channels;

namespace Heed.Server.Inbox;

/// <summary>What a pane asks to be done with the open case; <see cref="InboxScreen"/> has it done.</summary>
public abstract record CaseAct
{
    private CaseAct()
    {
    }

    /// <summary>Null gives it back to everyone.</summary>
    public sealed record Assign(Guid? PersonId) : CaseAct;

    public sealed record HandOver(Guid? DepartmentId, Guid? PersonId, string Reason) : CaseAct;

    public sealed record Resolve : CaseAct;

    public sealed record Reopen : CaseAct;

    /// <summary>The customer waits for nothing ("thanks!").</summary>
    public sealed record NoAnswer : CaseAct;

    public sealed record Tag(string Name) : CaseAct;

    public sealed record Untag(string Name) : CaseAct;

    public sealed record Retry(Guid MessageId) : CaseAct;

    /// <summary>Has the pictures of a mail fetched that lie with its sender.</summary>
    public sealed record ShowPictures(Guid MessageId) : CaseAct;

    public sealed record Moderate(Guid MessageId, ModerationAction Action) : CaseAct;
}
