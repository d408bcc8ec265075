using System.CommandLine;
using System.Globalization;
using Heed.Load.Measures;

namespace Heed.Load.Day;

/// <summary>The same made-up days with the guards off and on, side by side.</summary>
internal static class DayCommand
{
    public static Command Create()
    {
        var days = LoadOptions.Count("--days", 20, "Days, each with its own customers.");
        var command = new Command("day", "Made-up working days through the product's own decisions, with the guards off and on.") { days };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(days), ct));
        return command;
    }

    private static async Task<int> RunAsync(int days, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync("sqlite", ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var (off, on) = (Count(days, guarded: false), Count(days, guarded: true));
        var results = new Results("day", $"{days} made-up days, guards off and on", "what", "off", "on");
        void Row(string what, Func<DayCount, double> value, string format = "0.0") =>
            results.Row(what, value(off).ToString(format, CultureInfo.InvariantCulture), value(on).ToString(format, CultureInfo.InvariantCulture));
        Row("cases", d => d.Cases, "#,0");
        Row("wait to the first answer, median, minutes", d => Quantile(d.Waits, 0.5));
        Row("wait to the first answer, 90 of 100, minutes", d => Quantile(d.Waits, 0.9));
        Row("cases answered after their target, %", d => 100.0 * d.Late / d.Cases);
        Row("hand-overs for 100 cases", d => 100.0 * d.HandOvers / d.Cases);
        Row("boomerangs for 100 cases", d => 100.0 * d.Boomerangs / d.Cases, "0.00");
        Row("boomerangs prevented for 100 cases", d => 100.0 * d.Stopped / d.Cases, "0.00");
        Row("rude answers sent, of 100 cases", d => 100.0 * d.RudeSent / d.Cases, "0.00");
        Row("rude answers softened, of 100 cases", d => 100.0 * d.Softened / d.Cases, "0.00");
        results.Note("Real: pipeline, reading, topic routing, returns, hand-over guard, tone guard. Made up, and the same in both columns: 42 customers an hour, three desks of three, how long people take, that 60 of 100 know the right desk, 5 of 100 lose their temper, 85 of 100 take the calmer wording, 20 of 100 customers come back. Off: everybody begins at the first desk. So it shows how the parts work together, not what a company will see.");
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static DayCount Count(int days, bool guarded)
    {
        var all = Enumerable.Range(1, days).Select(seed => new BusyDay(seed, guarded).Run()).ToList();
        return new DayCount(all.Sum(d => d.Cases), [.. all.SelectMany(d => d.Waits).Order()], all.Sum(d => d.HandOvers), all.Sum(d => d.Boomerangs), all.Sum(d => d.Stopped), all.Sum(d => d.RudeSent), all.Sum(d => d.Softened), all.Sum(d => d.Late));
    }

    private static double Quantile(IReadOnlyList<double> sorted, double share) => sorted[(int)(share * (sorted.Count - 1))];
}
