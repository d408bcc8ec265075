using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Heed.Load.Measures;

namespace Heed.Load.Intake;

/// <summary>Deliveries per second from signed POST to committed case, beside the same rows written raw.</summary>
internal static class IntakeCommand
{
    // .NET compiles what is hot again and better for its first seconds under load; a server that has run for a minute is what is asked about.
    private const int WarmUp = 30_000;
    private const int HalfLoadSeconds = 15;

    public static Command Create()
    {
        var db = LoadOptions.Db();
        var deliveries = LoadOptions.Count("--deliveries", 50_000, "Deliveries at full load.");
        var concurrency = LoadOptions.Count("--concurrency", 128, "Connections that post at once.");
        var blind = new Option<bool>("--no-reading") { Description = "Without reading what customers write: what reading costs." };
        var command = new Command("intake", "Signed POST to committed case, at full and at half load, beside the same rows written raw.") { db, deliveries, concurrency, blind };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(db)!, parsed.GetValue(deliveries), parsed.GetValue(concurrency), !parsed.GetValue(blind), ct)); // has a default
        return command;
    }

    private static async Task<int> RunAsync(string db, int deliveries, int concurrency, bool reading, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync(db, ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        double rate, found, taken;
        TimeSpan served, posted;
        Latencies full, half;
        await using (var heed = await LoadServer.StartAsync(scratch, reading, ct))
        {
            using var flood = new Flood(heed.Address, concurrency);
            await flood.PostAsync(SignedBody.Mentions(0, WarmUp), null, ct);
            await LoadServer.DrainAsync(scratch, ct);
            await LoadServer.IndexAsync(scratch, ct);

            var bodies = SignedBody.Mentions(WarmUp, deliveries);
            var (servedBefore, postedBefore) = (heed.ProcessorTime, Environment.CpuUsage.TotalTime);
            var began = Stopwatch.GetTimestamp();
            (var took, full) = await flood.PostAsync(bodies, null, ct);
            taken = deliveries / took.TotalSeconds;
            await LoadServer.DrainAsync(scratch, ct);
            rate = deliveries / Stopwatch.GetElapsedTime(began).TotalSeconds;
            await LoadServer.IndexAsync(scratch, ct);
            found = deliveries / Stopwatch.GetElapsedTime(began).TotalSeconds;
            (served, posted) = (heed.ProcessorTime - servedBefore, Environment.CpuUsage.TotalTime - postedBefore);

            var paced = Math.Max(100, (int)Math.Min(deliveries, rate / 2 * HalfLoadSeconds));
            (_, half) = await flood.PostAsync(SignedBody.Mentions(WarmUp + deliveries, paced), rate / 2, ct);
            await LoadServer.DrainAsync(scratch, ct);
            var all = WarmUp + deliveries + paced;
            if (await LoadServer.CountAsync(scratch, "messages", ct) is var messages && messages != all)
                throw new InvalidOperationException($"{all} deliveries became {messages} messages.");
        }

        await using var copy = await ScratchDatabase.CreateAsync(db, ct);
        var raw = await RawRows.CopyAsync(scratch.Database, copy.Database, ct);

        var results = new Results("intake", $"intake, {db}, {deliveries} deliveries, {concurrency} connections{(reading ? "" : ", nothing read")}", "what", "per second", "POST p50 ms", "POST p99 ms", "ratio to raw");
        results.Row("signed POST to committed case, full load", Whole(rate), Latencies.Text(full.P50), Latencies.Text(full.P99), Ratio(rate / raw.PerSecond));
        results.Row("signed POST to found by the search, full load", Whole(found), "", "", Ratio(found / raw.SearchablePerSecond));
        results.Row("signed POST to 200 (durable), full load", Whole(taken), "", "", Ratio(taken / raw.PerSecond));
        results.Row("half load", Whole(rate / 2), Latencies.Text(half.P50), Latencies.Text(half.P99), "");
        results.Row($"the same rows raw ({raw.Rows} rows in {raw.Tables} tables)", Whole(raw.PerSecond), "", "", "1");
        results.Row("the same rows raw, their words in the search", Whole(raw.SearchablePerSecond), "", "", "");
        results.Note($"Processor time for each delivery: server {Microseconds(served, deliveries)}, posting client {Microseconds(posted, deliveries)} µs; the rest is the database's and the system's.");
        results.Note($"Raw: one process, no HTTP, no signature, no decision; the finished tables' own contents, by {raw.How}. Client, server and database share the cores. {WarmUp} deliveries before, not counted.");
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static string Microseconds(TimeSpan time, int deliveries) => Whole(time.TotalMicroseconds / deliveries);

    private static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Ratio(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
