using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>
/// Which messages an answer answers, for the figures: the one it replies to where the platform says so, and in a private thread
/// every earlier one that was still open.
/// </summary>
internal static class Answers
{
    public static void Run(IngestEvent e)
    {
        if (!e.Inbound)
            Mark(e.Set, e.Message);
    }

    /// <summary>Also used when a reply of our own has been sent.</summary>
    public static void Mark(WorkingSet set, Message answer)
    {
        // What a machine says answers nothing.
        if (answer.Automatic)
            return;
        var parent = answer.InReplyTo ?? answer.TargetExternalId;
        if (parent is not null && set.FindMessage(answer.AccountId, parent) is { Direction: Direction.Inbound } direct)
            Answered(set, direct, answer.At);
        if (answer.Visibility != Visibility.Private)
            return;
        foreach (var open in set.Unanswered(answer.CaseId))
        {
            if (open.Visibility == Visibility.Private && open.ThreadKey == answer.ThreadKey && open.AccountId == answer.AccountId)
                Answered(set, open, answer.At);
        }
    }

    private static void Answered(WorkingSet set, Message message, DateTimeOffset at)
    {
        if (at < message.At || message.AnsweredAt <= at)
            return;
        message.AnsweredAt = at;
        set.Changed(message);
    }
}
