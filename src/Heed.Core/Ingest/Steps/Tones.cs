using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>
/// How an answer sounds that was given in the network's own app. Nothing can stop it any more, but the customer has read it: it counts,
/// and the case says where it was given.
/// </summary>
internal static class Tones
{
    public static void Run(IngestEvent e)
    {
        // What the brand posts before any customer wrote answers nobody.
        if (!e.Inbound && e.Case.InboundCount > 0)
            Weigh(e.Set, e.Case, e.Message, e.Message.At);
    }

    /// <summary>Also used when one of the brand's messages was edited on the network: nobody has heard the new words.</summary>
    public static void Weigh(WorkingSet set, Case c, Message answer, DateTimeOffset at)
    {
        // Machines have no temper.
        if (answer.Automatic || set.Ear is not { } ear)
            return;
        var heard = ear(answer, c);
        if (!heard.StillSaid)
            return;
        set.NewToneRecords.Add(new ToneRecord
        {
            Id = Guid.CreateVersion7(at),
            CaseId = c.Id,
            DepartmentId = c.DepartmentId,
            Network = answer.Network,
            Visibility = answer.Visibility,
            MessageId = answer.Id,
            Language = heard.Verdict.Language,
            SeverityFirst = ToneRecord.Thousandths(heard.Last),
            SeverityLast = ToneRecord.Thousandths(heard.Last),
            Faults = string.Join(',', heard.Verdict.Faults),
            Outcome = ToneOutcome.Elsewhere,
            At = at,
        });
        set.Append(c, new ToneWeighed(answer.Id, Math.Round(heard.Last, 3), heard.Verdict.Faults, "elsewhere", heard.Plainly, answer.Network) { At = at });
    }
}
