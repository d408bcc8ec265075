using Heed.Core.Language;

namespace Heed.Core.Ingest.Steps;

/// <summary>What a customer's message says beyond its words. Machines' messages say nothing.</summary>
internal static class Readings
{
    public static void Run(IngestEvent e)
    {
        if (!e.Inbound || e.Written.Automatic || e.OnlyAnswers is not null || e.Set.Reader is not { } reader)
            return;
        var reading = reader(e.Written, e.Language);
        e.Reading = reading == Reading.None ? null : reading;
    }
}
