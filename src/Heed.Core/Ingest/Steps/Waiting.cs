using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Core.Ingest.Steps;

/// <summary>Applies what came before the message it belongs to, in the platform's order.</summary>
internal static class Waiting
{
    public static void Run(IngestEvent e)
    {
        foreach (var id in e.Written.EarlierIds.Append(e.Written.ExternalId))
        {
            foreach (var change in e.Set.WaitingFor(e.Account.Id, id).OrderBy(w => w.At).ToList())
            {
                e.Set.Done(change);
                var waited = JsonSerializer.Deserialize<ChannelEvent>(change.Event)!; // written by WorkingSet.Wait
                IngestPipeline.Take(e.Set, new IngestItem(e.Account, waited, change.ArrivedAt, change.Id));
            }
        }
    }
}
