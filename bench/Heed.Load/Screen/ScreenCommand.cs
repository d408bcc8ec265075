using System.CommandLine;
using System.Diagnostics;
using Heed.Load.Intake;
using Heed.Load.Measures;
using Heed.Server;
using Heed.Server.Live;
using Heed.Server.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heed.Load.Screen;

/// <summary>From the platform's POST to the moment a screen is told, with the server in this process.</summary>
internal static class ScreenCommand
{
    private const int WarmUp = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var db = LoadOptions.Db();
        var messages = LoadOptions.Count("--messages", 500, "Messages, one after the other.");
        var command = new Command("screen", "From the platform's POST to the moment the screens are told.") { db, messages };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(db)!, parsed.GetValue(messages), ct)); // has a default
        return command;
    }

    private static async Task<int> RunAsync(string db, int messages, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync(db, ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var options = new HeedOptions { Data = scratch.Folder, Database = scratch.ConnectionString, Urls = "http://127.0.0.1:0" };
        await using var app = await HeedServer.BuildAsync(options, [], builder =>
        {
            builder.WebHost.UseUrls(options.Urls);
            builder.Logging.ClearProviders();
        }, ct);
        await app.Services.GetRequiredService<ChannelAdmin>().SaveAsync(
            new ChannelDraft("x", "acme", null, null, new Dictionary<string, string> { ["user-id"] = "100", ["consumer-secret"] = SignedBody.Secret, ["handle"] = "acme", ["api"] = "http://127.0.0.1:9" }), ct);
        await app.StartAsync(ct);

        // One message at a time: the first word after its POST is the word about it.
        var told = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listening = app.Services.GetRequiredService<LiveFeed>().Subscribe(_ => Volatile.Read(ref told).TrySetResult(Stopwatch.GetTimestamp()));
        using var flood = new Flood(new Uri(app.Urls.First()), 1);
        var answered = new double[messages];
        var shown = new double[messages];
        var bodies = SignedBody.Mentions(0, WarmUp + messages);
        for (var i = 0; i < bodies.Count; i++)
        {
            var word = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref told, word);
            var began = Stopwatch.GetTimestamp();
            await flood.PostAsync(bodies[i], ct);
            var ok = Stopwatch.GetElapsedTime(began);
            var at = await word.Task.WaitAsync(Patience, ct);
            if (i < WarmUp)
                continue;
            answered[i - WarmUp] = ok.TotalMilliseconds;
            shown[i - WarmUp] = Stopwatch.GetElapsedTime(began, at).TotalMilliseconds;
        }

        var results = new Results("screen", $"webhook to screen, {db}, {messages} messages one after the other", "from POST to", "p50 ms", "p95 ms", "p99 ms", "worst ms");
        Tell(results, "200 (durable)", new Latencies(answered));
        Tell(results, "screens told (case committed)", new Latencies(shown));
        results.Note("The limit is the durable commit itself, the first row. What a browser adds (one round trip of its connection and the drawing) is not in it.");
        await results.WriteAsync(machine, ct);
        await app.StopAsync(ct);
        return 0;
    }

    private static void Tell(Results results, string what, Latencies l) =>
        results.Row(what, Latencies.Text(l.P50), Latencies.Text(l.P95), Latencies.Text(l.P99), Latencies.Text(l.Max));
}
