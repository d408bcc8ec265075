using Heed.Core.Channels;
using Heed.Core.Ingest.Steps;

namespace Heed.Core.Ingest;

/// <summary>A named step of the pipeline. It reads and changes the working set, and may end the event's way with a name.</summary>
public sealed record IngestStep(string Name, Action<IngestEvent> Run);

/// <summary>
/// How an event becomes part of a case. The list is the documentation: every event walks it from top to bottom until a step ends it.
/// To add a step: one file in Steps, one line here, one test.
/// </summary>
public static class IngestPipeline
{
    public static IReadOnlyList<IngestStep> Steps { get; } =
    [
        new("changes", Changes.Run),        // edits, deletions, receipts: change a message that is there, or wait for it
        new("duplicates", Duplicates.Run),  // the same message again, or an edit that came as a new one
        new("echoes", Echoes.Run),          // our own replies, seen by their echo
        new("identity", Identities.Run),    // whose message it is
        new("surveys", SurveyReplies.Run),  // whether it answers what the customer was asked after their last case
        new("threading", Threading.Run),    // which case it belongs to: open, reopen, or a new one
        new("language", Languages.Run),     // what the customer writes in
        new("reading", Readings.Run),       // what they feel, want and complain of
        new("messages", Entries.Run),      // the message itself, with its attachments
        new("routing", Routes.Run),         // which department a new case goes to
        new("clocks", Waits.Run),          // who waits, and until when
        new("tone", Tones.Run),             // how the brand sounds where it answered in the network's own app
        new("answers", Answers.Run),        // which messages this one answers
        new("waiting", Waiting.Run),        // changes that came before the message they belong to
    ];

    /// <summary>Takes one event in, at the platform's own time. Pure: everything it knows and decides is in <paramref name="set"/>.</summary>
    /// <returns>Name of the step that ended its way, or null when it became a message.</returns>
    public static string? Take(WorkingSet set, IngestItem item)
    {
        var e = new IngestEvent(set, item);
        foreach (var step in Steps)
        {
            step.Run(e);
            if (e.Ended is { } why)
            {
                set.Count(step.Name, why);
                return why;
            }
        }

        set.Count("taken", item.Event is MessageWritten { Direction: Core.Messages.Direction.Inbound } ? "inbound" : "outbound");
        return null;
    }
}
