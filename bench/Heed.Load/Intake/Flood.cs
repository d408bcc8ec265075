using System.Diagnostics;
using System.Net.Http.Headers;
using Heed.Load.Measures;

namespace Heed.Load.Intake;

/// <summary>Posts signed bodies over kept-alive connections.</summary>
internal sealed class Flood(Uri server, int concurrency) : IDisposable
{
    private readonly Uri door = new(server, "/webhooks/x/acme");
    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency });

    /// <param name="perSecond">
    /// Null: as fast as they are answered. Else each has its moment, and its time counts from that moment: a stalled server
    /// does not stop the clock of those who wait behind it.
    /// </param>
    /// <exception cref="InvalidOperationException">One was not answered 200.</exception>
    public async Task<(TimeSpan Took, Latencies Answers)> PostAsync(IReadOnlyList<SignedBody> bodies, double? perSecond, CancellationToken ct)
    {
        var took = new double[bodies.Count];
        var next = -1;
        var began = Stopwatch.GetTimestamp();

        async Task WorkAsync()
        {
            for (var i = Interlocked.Increment(ref next); i < bodies.Count; i = Interlocked.Increment(ref next))
            {
                var due = perSecond is { } rate ? TimeSpan.FromSeconds(i / rate) : Stopwatch.GetElapsedTime(began);
                if (due - Stopwatch.GetElapsedTime(began) is { Ticks: > 0 } wait)
                    await Task.Delay(wait, ct);
                await PostAsync(bodies[i], ct);
                took[i] = (Stopwatch.GetElapsedTime(began) - due).TotalMilliseconds;
            }
        }

        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(WorkAsync, ct)));
        return (Stopwatch.GetElapsedTime(began), new Latencies(took));
    }

    public async Task PostAsync(SignedBody body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, door) { Content = new ByteArrayContent(body.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(SignedBody.Header, body.Signature);
        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"A delivery was answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        await response.Content.CopyToAsync(Stream.Null, ct);
    }

    public void Dispose() => http.Dispose();
}
