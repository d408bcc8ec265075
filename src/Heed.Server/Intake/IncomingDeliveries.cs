using System.Security.Cryptography;
using System.Text.Json;
using Heed.Core.Channels;
using Heed.Server.Ingest;
using Heed.Server.Settings;
using Heed.Storage.Intake;

namespace Heed.Server.Intake;

/// <summary>Turns genuine bytes into a row of the intake log and finds the lanes that must read it.</summary>
internal sealed class IncomingDeliveries(ChannelCatalog catalog, TimeProvider clock)
{
    // Proofs are not kept: a stored token would be a secret at rest.
    private static readonly HashSet<string> NeverKept = new(StringComparer.OrdinalIgnoreCase) { "authorization", "x-heed-token" };

    public IncomingDelivery Of(ChannelAccount account, RawDelivery raw, DeliverySource source)
    {
        var now = clock.GetUtcNow();
        var kept = raw.Headers.Where(h => !NeverKept.Contains(h.Key) && !h.Key.Contains("signature", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => h.Value);
        // Mail has no time of its own that can be trusted when its Date header is missing.
        kept.TryAdd("x-heed-received", now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture));
        raw = raw with { Headers = kept, ReceivedAt = now };

        var lanes = new HashSet<int>();
        foreach (var verdict in catalog.ChannelOf(account).Parse(account, raw).Verdicts)
        {
            if (verdict is Verdict.Understood understood)
                lanes.Add(LaneOf.Event(understood.Event));
            else if (verdict is Verdict.SetAside)
                lanes.Add(LaneOf.Account(account));
        }

        var body = raw.Body.ToArray();
        var delivery = new Delivery
        {
            AccountId = account.Id,
            Source = source,
            ReceivedAt = now,
            ContentType = raw.ContentType,
            Headers = JsonSerializer.Serialize(kept),
            Body = body,
            Hash = SHA256.HashData(body),
        };
        return new IncomingDelivery(delivery, lanes);
    }
}
