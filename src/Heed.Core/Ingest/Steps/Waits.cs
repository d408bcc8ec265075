using Heed.Core.Cases;
using Heed.Core.Clocks;

namespace Heed.Core.Ingest.Steps;

/// <summary>Who waits and until when. An answer, here or in the network's own app, stops the clock; what came later waits on.</summary>
internal static class Waits
{
    private const int PreviewLength = 160;

    public static void Run(IngestEvent e)
    {
        var (m, c) = (e.Message, e.Case);
        var department = e.Set.Department(c.DepartmentId);
        if (e.Inbound)
        {
            var waits = !m.Automatic && e.OnlyAnswers is null && !(e.Set.Settings.ThanksWaitForNothing && e.Reading?.NeedsAnswer == false);
            var clock = !waits ? c.Clock : c.Clock.CustomerWrote(m.Id, m.At, m.Visibility, department.Calendar, department.Targets);
            e.Set.Append(c, new MessageIn(m.Id, m.At, m.AccountId, m.Network, m.Visibility, PreviewOf(m.Text), m.Language, m.Automatic, Changed(c, clock), e.Reading) { At = m.At });
        }
        else
        {
            var clock = m.Automatic ? c.Clock : c.Clock.Answered(m.At, department.Calendar, department.Targets);
            e.Set.Append(c, new MessageOut(m.Id, m.At, m.AccountId, m.Network, m.Visibility, PreviewOf(m.Text), m.Signature, Native: true, Changed(c, clock), m.Automatic) { At = m.At });
        }
    }

    /// <summary>First line of the case in the list.</summary>
    public static string PreviewOf(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        if (line.Length <= PreviewLength)
            return line;
        // Not between the two halves of an emoji.
        var length = char.IsHighSurrogate(line[PreviewLength - 1]) ? PreviewLength - 1 : PreviewLength;
        return line[..length];
    }

    private static WaitClock? Changed(Case c, WaitClock clock) => clock == c.Clock ? null : clock;
}
