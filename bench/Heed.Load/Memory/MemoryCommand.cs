using System.CommandLine;
using System.Globalization;
using Heed.Load.Intake;
using Heed.Load.Measures;

namespace Heed.Load.Memory;

/// <summary>Resident memory of a server process: after start, at its peak under load, and after it.</summary>
internal static class MemoryCommand
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var db = LoadOptions.Db();
        var deliveries = LoadOptions.Count("--deliveries", 20_000, "Deliveries of the load.");
        var command = new Command("memory", "Resident memory of a server process after start, under load and after it.") { db, deliveries };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(db)!, parsed.GetValue(deliveries), ct)); // has a default
        return command;
    }

    private static async Task<int> RunAsync(string db, int deliveries, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync(db, ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        await using var heed = await LoadServer.StartAsync(scratch, reading: true, ct);
        var results = new Results("memory", $"memory, {db}", "when", "MB resident", "ratio to 250 MB");

        await Task.Delay(Rest, ct);
        Tell(results, "10 s after start", heed.ResidentBytes);
        using var flood = new Flood(heed.Address, 128);
        await flood.PostAsync(SignedBody.Mentions(0, deliveries), null, ct);
        await LoadServer.DrainAsync(scratch, ct);
        Tell(results, $"peak while taking {deliveries} deliveries", heed.PeakResidentBytes);
        await Task.Delay(Rest, ct);
        Tell(results, "10 s later", heed.ResidentBytes);
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static void Tell(Results results, string when, long bytes)
    {
        var megabytes = bytes / 1024.0 / 1024.0;
        results.Row(when, megabytes.ToString("0", CultureInfo.InvariantCulture), (megabytes / 250).ToString("0.00", CultureInfo.InvariantCulture));
    }
}
