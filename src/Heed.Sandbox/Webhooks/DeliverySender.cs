using System.Net.Http.Headers;
using System.Threading.Channels;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Webhooks;

/// <summary>Posts deliveries to Heed until it answers 2xx: at least once, as the networks do.</summary>
internal sealed partial class DeliverySender(
    DeliveryQueue queue, SandboxLedger ledger, FaultBoard faults, SandboxOptions options, IHttpClientFactory clients, TimeProvider clock, ILogger<DeliverySender> logger)
    : BackgroundService
{
    public const string HttpClientName = "heed";

    // Meta tries for 36 hours and then drops the event; X's schedule is not published.
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromHours(36);

    private long _accepted;
    private long _failed;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Failed => Interlocked.Read(ref _failed);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(queue.Lanes.Select(lane => Task.Run(() => SendAllAsync(lane, stoppingToken), stoppingToken)));

    private async Task SendAllAsync(ChannelReader<QueuedDelivery> lane, CancellationToken ct)
    {
        await foreach (var queued in lane.ReadAllAsync(ct))
        {
            // Deliveries wait out an outage of their network without counting as attempts.
            if (faults.Outage(queued.Delivery.Account.Network) is { Ticks: > 0 } outage)
            {
                await queue.RetryAsync(queued with { Attempt = queued.Attempt - 1 }, outage, ct);
                continue;
            }

            await SendAsync(queued with { FirstTriedAt = queued.FirstTriedAt ?? clock.GetUtcNow() }, ct);
        }
    }

    private async Task SendAsync(QueuedDelivery queued, CancellationToken ct)
    {
        var delivery = queued.Delivery;
        var failure = await PostAsync(delivery, ct);
        if (failure is null)
        {
            Interlocked.Increment(ref _accepted);
            foreach (var id in delivery.Carries) ledger.Accept(delivery.Account.Network, delivery.Account.Account, id);
            queue.End(delivery);
            return;
        }

        Interlocked.Increment(ref _failed);
        if (clock.GetUtcNow() - queued.FirstTriedAt > GiveUpAfter)
        {
            LogGivenUp(delivery.Id, delivery.Account, queued.Attempt + 1);
            queue.End(delivery);
            return;
        }

        var wait = TimeSpan.FromTicks(Math.Min(options.RetryAtMost.Ticks, options.RetryFirst.Ticks << Math.Clamp(queued.Attempt, 0, 20)));
        if (queued.Attempt is 0 or 5) LogRetry(delivery.Id, delivery.Account, failure, wait);
        await queue.RetryAsync(queued, wait * (0.75 + (0.5 * faults.Next())), ct);
    }

    /// <returns>Null when Heed answered 2xx; else what went wrong.</returns>
    private async Task<string?> PostAsync(Delivery delivery, CancellationToken ct)
    {
        var address = $"{(delivery.Account.Heed ?? options.Heed).TrimEnd('/')}/webhooks/{delivery.Account.Network}/{Uri.EscapeDataString(delivery.Account.Account)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(delivery.ContentType);
        foreach (var (name, value) in delivery.Headers) request.Headers.TryAddWithoutValidation(name, value);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(options.DeliveryTimeout);
        try
        {
            using var response = await clients.CreateClient(HttpClientName).SendAsync(request, timeout.Token);
            return response.IsSuccessStatusCode ? null : $"HTTP {(int)response.StatusCode}";
        }
        catch (HttpRequestException e)
        {
            return e.HttpRequestError.ToString();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {options.DeliveryTimeout.TotalSeconds:0} s";
        }
        catch (Exception e) when (!ct.IsCancellationRequested) // a receiver killed in the middle has many ways to look; none may end this lane
        {
            return e.GetType().Name;
        }
    }

    [LoggerMessage(LogLevel.Information, "Delivery {Id} to {Account} failed ({Failure}); again in {Wait}")]
    private partial void LogRetry(string id, Accounts.BrandAccount account, string failure, TimeSpan wait);

    [LoggerMessage(LogLevel.Warning, "Delivery {Id} to {Account} given up after {Attempts} attempts")]
    private partial void LogGivenUp(string id, Accounts.BrandAccount account, int attempts);
}
