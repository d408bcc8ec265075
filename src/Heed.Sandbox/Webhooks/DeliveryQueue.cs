using System.Collections.Concurrent;
using System.Threading.Channels;
using Heed.Sandbox.Faults;

namespace Heed.Sandbox.Webhooks;

/// <summary>Hands deliveries to the senders, in order per lane unless a fault says otherwise, and knows what is still under way.</summary>
internal sealed class DeliveryQueue(SandboxOptions options, FaultBoard faults, IHostApplicationLifetime lifetime, TimeProvider clock)
{
    // Behind each sender: enough that a burst does not wait on the network, little enough that memory stays flat.
    private const int LaneCapacity = 1024;

    private readonly Channel<QueuedDelivery>[] _lanes = [.. Enumerable.Range(0, options.Senders)
        .Select(_ => Channel.CreateBounded<QueuedDelivery>(new BoundedChannelOptions(LaneCapacity) { SingleReader = true }))];

    private readonly ConcurrentDictionary<string, int> _underWay = new(StringComparer.Ordinal);
    private long _pending;

    public IReadOnlyList<ChannelReader<QueuedDelivery>> Lanes => [.. _lanes.Select(l => l.Reader)];

    /// <summary>Deliveries not yet acknowledged, those waiting for another attempt included.</summary>
    public long Pending => Interlocked.Read(ref _pending);

    public bool UnderWay(string network, string account, string externalId) => _underWay.ContainsKey($"{network}/{account}/{externalId}");

    /// <summary>
    /// Takes a delivery, with the faults of its network. Waits while the senders are behind. Only the end of the whole
    /// imitation cancels it: what was said is delivered, even when whoever said it has hung up.
    /// </summary>
    /// <param name="again">The form a second copy takes when the network repeats itself; null repeats the same bytes.</param>
    public async ValueTask EnqueueAsync(Delivery delivery, Delivery? again = null)
    {
        var ct = lifetime.ApplicationStopping;
        var settings = faults[delivery.Account.Network];
        if (faults.Happens(settings.LosePercent)) return;

        var wait = TimeSpan.FromMilliseconds(settings.DelayMs * faults.Next());
        if (faults.Happens(settings.OutOfOrderPercent)) wait += TimeSpan.FromMilliseconds(50 + (1950 * faults.Next()));
        var twice = faults.Happens(settings.DuplicatePercent);

        Begin(delivery);
        if (twice) Begin(again ?? delivery);
        await PutAsync(new QueuedDelivery(delivery, 0), wait, ct);
        if (twice) await PutAsync(new QueuedDelivery(again ?? delivery, 0), wait + TimeSpan.FromMilliseconds(500 * faults.Next()), ct);
    }

    /// <summary>Another attempt after a while; the caller does not wait for it.</summary>
    public ValueTask RetryAsync(QueuedDelivery queued, TimeSpan wait, CancellationToken ct) =>
        PutAsync(queued with { Attempt = queued.Attempt + 1 }, wait, ct);

    /// <summary>The delivery is over: acknowledged, or given up.</summary>
    public void End(Delivery delivery)
    {
        foreach (var key in Keys(delivery))
            if (_underWay.AddOrUpdate(key, 0, (_, n) => n - 1) <= 0)
                _underWay.TryRemove(new KeyValuePair<string, int>(key, 0));
        Release();
    }

    /// <summary>Counts something that will become a delivery soon (an event waiting for its batch).</summary>
    public void Hold() => Interlocked.Increment(ref _pending);

    public void Release() => Interlocked.Decrement(ref _pending);

    private static IEnumerable<string> Keys(Delivery delivery) =>
        delivery.Carries.Select(id => $"{delivery.Account.Network}/{delivery.Account.Account}/{id}");

    private void Begin(Delivery delivery)
    {
        Hold();
        foreach (var key in Keys(delivery)) _underWay.AddOrUpdate(key, 1, (_, n) => n + 1);
    }

    private ValueTask PutAsync(QueuedDelivery queued, TimeSpan wait, CancellationToken ct)
    {
        var lane = _lanes[(uint)StringComparer.Ordinal.GetHashCode(queued.Delivery.Lane) % _lanes.Length].Writer;
        if (wait <= TimeSpan.Zero) return lane.WriteAsync(queued, ct);
        _ = PutLaterAsync(lane, queued, wait, ct);
        return ValueTask.CompletedTask;
    }

    private async Task PutLaterAsync(ChannelWriter<QueuedDelivery> lane, QueuedDelivery queued, TimeSpan wait, CancellationToken ct)
    {
        try
        {
            await Task.Delay(wait, clock, ct);
            await lane.WriteAsync(queued, ct);
        }
        catch (OperationCanceledException)
        {
            // The imitation stops; what was not delivered stays unaccepted in the ledger.
            End(queued.Delivery);
        }
    }
}

/// <param name="Attempt">0 for the first.</param>
internal sealed record QueuedDelivery(Delivery Delivery, int Attempt)
{
    public DateTimeOffset? FirstTriedAt { get; init; }
}
