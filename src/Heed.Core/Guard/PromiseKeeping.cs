using Heed.Core.Cases;

namespace Heed.Core.Guard;

/// <summary>What an event of a case means for its open promise. A case has at most one, and none outlives it.</summary>
public static class PromiseKeeping
{
    /// <summary>How the open promise ends because of the event about to be folded in; null when it stands.</summary>
    public static PromiseSettled? Before(Case c, CaseEvent e) => e switch
    {
        Promised when c.PromiseId is { } old => Settled(old, e, c.PromiseUntil >= e.At ? PromiseEnd.Renewed : PromiseEnd.Broken),
        _ => null,
    };

    /// <summary>How the open promise ends because of the event just folded in; null when it stands.</summary>
    public static PromiseSettled? After(Case c, CaseEvent e)
    {
        if (c.PromiseId is not { } id || e is PromiseSettled)
            return null;
        return e switch
        {
            Resolved => Settled(id, e, PromiseEnd.Dropped),
            // A call is kept by calling; what was told together with the promise keeps nothing yet.
            MessageOut { Automatic: false } m when c.PromiseKind != PromiseKind.Callback && !c.Tells(m.MessageId) => Settled(id, e, m.MessageAt <= c.PromiseUntil ? PromiseEnd.Kept : PromiseEnd.Broken),
            // Nobody waits for the answer any more: the message was deleted, or needed none.
            _ when c is { PromiseKind: PromiseKind.Answer, WaitingSince: null } => Settled(id, e, PromiseEnd.Dropped),
            _ => null,
        };
    }

    private static PromiseSettled Settled(Guid id, CaseEvent e, PromiseEnd end) => new(id, end) { At = e.At, ActorId = e.ActorId };
}
