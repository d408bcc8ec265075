using System.Diagnostics.Metrics;
using Heed.Core.Ingest;

namespace Heed.Server.Ingest;

/// <summary>Counts what the pipeline did, by the name of the step that ended an event's way.</summary>
internal sealed class IngestMeter
{
    private readonly Counter<long> events;
    private readonly Counter<long> retries;

    public IngestMeter(IMeterFactory meters)
    {
        var meter = meters.Create("Heed");
        events = meter.CreateCounter<long>("heed.ingest.events", description: "Events by the step that ended their way, and why");
        retries = meter.CreateCounter<long>("heed.ingest.retries", description: "Batches decided again because a case changed meanwhile");
    }

    public void Saved(WorkingSet set)
    {
        foreach (var ((step, why), count) in set.Counts)
            events.Add(count, new KeyValuePair<string, object?>("step", step), new KeyValuePair<string, object?>("why", why));
    }

    public void Retried() => retries.Add(1);
}
