using Heed.Core.Messages;
using Heed.Core.Surveys;

namespace Heed.Core.Ingest.Steps;

/// <summary>Whether a private message answers what its customer was asked; one that says nothing else begins nothing and waits for nothing.</summary>
internal static class SurveyReplies
{
    public static void Run(IngestEvent e)
    {
        var written = e.Written;
        // Whose address is not proven answers for nobody.
        if (!e.Inbound || written.Automatic || written.SenderUnverified || written.Visibility != Visibility.Private || Asked(e) is not { } ask)
            return;
        var reply = SurveyReply.Read(written.Text, ask.ByMessage);
        if (reply.Answers.Count == 0)
            return;
        e.Set.SurveysHeard.Add(new SurveyHeard(ask, reply.Answers, e.Item.MessageId, written.At));
        e.OnlyAnswers = reply.Alone && written.Attachments.Count == 0 ? ask : null;
    }

    private static SurveyAsk? Asked(IngestEvent e) => e.Set.AsksOf(e.Customer.Id)
        .Where(a => a.AccountId == e.Account.Id && a.AskedAt - e.Set.Settings.ClockSkew <= e.Written.At && e.Written.At <= a.Until)
        .MaxBy(a => a.AskedAt);
}
