using Heed.Core.Channels;
using Heed.Core.Guard;
using Heed.Server.Guard;
using Heed.Storage.Guard;

namespace Heed.Server.Inbox;

/// <summary>What a pane asks to be done with the open case; <see cref="InboxScreen"/> has it done.</summary>
public abstract record CaseAct
{
    private CaseAct()
    {
    }

    /// <summary>Null gives it back to everyone.</summary>
    public sealed record Assign(Guid? PersonId) : CaseAct;

    internal sealed record HandOver(HandOverRequest Request) : CaseAct;

    /// <summary>Asks a lead for it.</summary>
    internal sealed record AskHandOver(HandOverRequest Request) : CaseAct;

    /// <summary>A lead lets it pass; insisting, also back to where the case was.</summary>
    public sealed record ApproveHandOver(bool Insists) : CaseAct;

    public sealed record RefuseHandOver(string Note) : CaseAct;

    /// <summary>One person sees it through.</summary>
    /// <param name="InsteadOf">The department it would have gone back to.</param>
    public sealed record MakeAccountable(Guid PersonId, string Why, Guid? InsteadOf = null) : CaseAct;

    public sealed record Promise(PromiseKind Kind, DateTimeOffset Until) : CaseAct;

    /// <summary>The open promise is kept, or no longer needed.</summary>
    public sealed record EndPromise(bool Kept) : CaseAct;

    public sealed record CorrectTopic(string Topic) : CaseAct;

    public sealed record Mark(Cause Cause, bool Said, bool There) : CaseAct;

    /// <summary>Makes the open case and another one.</summary>
    public sealed record Merge(Guid OtherId) : CaseAct;

    public sealed record Resolve : CaseAct;

    public sealed record Reopen : CaseAct;

    /// <summary>The customer waits for nothing ("thanks!").</summary>
    public sealed record NoAnswer : CaseAct;

    public sealed record Tag(string Name) : CaseAct;

    public sealed record Untag(string Name) : CaseAct;

    public sealed record Retry(Guid MessageId) : CaseAct;

    /// <summary>Has the pictures of a mail fetched that lie with its sender.</summary>
    public sealed record ShowPictures(Guid MessageId) : CaseAct;

    /// <summary>A reply that waits for a second reader comes back to its writer's box.</summary>
    public sealed record TakeBack(SecondLook Look) : CaseAct;

    /// <summary>What a second reader sent back is put into the box again.</summary>
    public sealed record EditAgain(SecondLook Look) : CaseAct;

    /// <summary>Somebody wants to see what was veiled.</summary>
    public sealed record Unveil(Guid MessageId) : CaseAct;

    public sealed record Moderate(Guid MessageId, ModerationAction Action) : CaseAct;
}
