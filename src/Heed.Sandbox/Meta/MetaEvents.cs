using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.Meta;

/// <summary>Meta's webhooks: single events, or many in one POST of several entries, signed over escaped bytes.</summary>
internal sealed class MetaEvents(DeliveryQueue queue, FaultBoard faults, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    private const int EventsPerEntry = 3;
    private static readonly TimeSpan BatchWait = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, List<Pending>> _waiting = new();

    public Task ChangeAsync(BrandAccount account, string lane, string field, JsonObject value, params string[] carries) =>
        TellAsync(account, lane, "changes", new JsonObject { ["field"] = field, ["value"] = value }, carries);

    public Task MessagingAsync(BrandAccount account, string lane, JsonObject messaging, params string[] carries) =>
        TellAsync(account, lane, "messaging", messaging, carries);

    private async Task TellAsync(BrandAccount account, string lane, string member, JsonObject item, string[] carries)
    {
        var one = new Pending(member, item, carries);
        var size = faults[account.Network].BatchSize;
        if (size <= 1)
        {
            await queue.EnqueueAsync(Compose(account, lane, [one]));
            return;
        }

        queue.Hold();
        var waiting = _waiting.GetOrAdd(account.Account, _ => []);
        List<Pending>? full = null;
        var first = false;
        lock (waiting)
        {
            waiting.Add(one);
            first = waiting.Count == 1;
            if (waiting.Count >= size) full = Take(waiting);
        }

        if (full is not null) await FlushAsync(account, full);
        else if (first) _ = FlushLaterAsync(account, waiting);
    }

    private async Task FlushLaterAsync(BrandAccount account, List<Pending> waiting)
    {
        try
        {
            await Task.Delay(BatchWait, clock, lifetime.ApplicationStopping);
            List<Pending> batch;
            lock (waiting) batch = Take(waiting);
            if (batch.Count > 0) await FlushAsync(account, batch);
        }
        catch (OperationCanceledException)
        {
            // The imitation stops; the events stay unaccepted in the ledger.
        }
    }

    private async Task FlushAsync(BrandAccount account, List<Pending> batch)
    {
        await queue.EnqueueAsync(Compose(account, account.Account, batch));
        foreach (var _ in batch) queue.Release();
    }

    private Delivery Compose(BrandAccount account, string lane, IReadOnlyList<Pending> events)
    {
        var entries = new JsonArray();
        for (var i = 0; i < events.Count;)
        {
            var member = events[i].Member;
            var items = new JsonArray();
            for (; i < events.Count && items.Count < EventsPerEntry && events[i].Member == member; i++) items.Add(events[i].Item);
            var now = clock.GetUtcNow();
            // Meta states the time of sending in seconds for changes and in milliseconds for messaging.
            entries.Add(new JsonObject { ["id"] = account.ExternalId, ["time"] = member == "changes" ? now.ToUnixTimeSeconds() : now.ToUnixTimeMilliseconds(), [member] = items });
        }

        var body = WireJson.Meta(new JsonObject { ["object"] = "page", ["entry"] = entries });
        return new Delivery(account, lane, body, "application/json", [KeyValuePair.Create(Signatures.MetaHeader, Signatures.Meta(account.Secret, body))],
            [.. events.SelectMany(e => e.Carries)]);
    }

    private static List<Pending> Take(List<Pending> waiting)
    {
        var taken = waiting.ToList();
        waiting.Clear();
        return taken;
    }

    private sealed record Pending(string Member, JsonObject Item, IReadOnlyList<string> Carries);
}
