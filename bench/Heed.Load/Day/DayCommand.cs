using System.CommandLine;
using System.Globalization;
using Heed.Core.Cases;
using Heed.Core.Figures;
using Heed.Load.Measures;

namespace Heed.Load.Day;

/// <summary>The same made-up day with the guards off and on, side by side: through a real server and the sandbox, or many days through the decisions alone.</summary>
internal static class DayCommand
{
    // What nobody answered this long after the last customer of the day is told as unanswered.
    private const double Overtime = 180;

    public static Command Create()
    {
        var hours = LoadOptions.Count("--hours", 8, "Hours in which customers arrive.");
        var minute = LoadOptions.Count("--minute", 350, "Milliseconds that a minute of the day lasts.");
        var seed = LoadOptions.Count("--seed", 1, "Which customers write, and how everybody's luck falls.");
        var days = new Option<int>("--decisions") { HelpName = "DAYS", Description = "No server: so many days through the product's decisions alone, in seconds." };
        var command = new Command("day", "A made-up working day through a server and the sandbox, with the guards off and on.") { hours, minute, seed, days };
        command.SetAction((parsed, ct) => parsed.GetValue(days) is > 0 and var count
            ? DecisionsAsync(count, ct)
            : SandboxAsync(parsed.GetValue(hours), TimeSpan.FromMilliseconds(parsed.GetValue(minute)), parsed.GetValue(seed), ct));
        return command;
    }

    private static async Task<int> SandboxAsync(int hours, TimeSpan minute, int seed, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync("sqlite", ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var plan = new DayPlan(seed, hours);
        var atMost = ((hours * 60) + Overtime) * minute;
        // Beside each other: a server waits for people nearly all the time, and the day is long.
        var runs = await Task.WhenAll(Enum.GetValues<Guards>().Select(g => SandboxRun.RunAsync(g, plan, minute, atMost, ct)));

        var results = new Results("day", $"a made-up day of {hours} hours through server and sandbox, seed {seed}, a minute in {minute.TotalMilliseconds:0} ms", "what", "guards off", "guards on", "on, topics routed");
        void Row(string what, Func<SandboxRun, string> value) => results.Row([what, .. runs.Select(value)]);
        Row("cases (n)", r => Whole(r.Cases.Count));
        Row("never answered until the day was cut off", r => Share(r.Unanswered, r.Cases.Count));
        Row("wait to the first answer, median, minutes", r => Ranked(r.Waits, 0.5));
        Row("wait to the first answer, 90 of 100, minutes", r => Ranked(r.Waits, 0.9));
        Row("hand-overs for a case", r => Mean(r.Cases, c => c.HandOvers));
        Row("boomerangs for a case", r => Mean(r.Cases, c => c.Boomerangs));
        Row("boomerangs prevented for a case", r => Mean(r.Cases, c => c.BoomerangsStopped));
        Row("answers sent (n)", r => Whole(r.Answers));
        Row("of them plainly rude", r => Share(r.Rude, r.Answers));
        Row("drafts softened by their writer", r => Whole(r.Softened));
        Row("answers held for a second reader", r => Share(r.Held, r.Answers));
        results.Note("In brackets the 95 % interval of one day's luck: Wilson for shares, ranks for medians and percentiles, ±1.96 standard errors for means. It says nothing about another company.");
        results.Note("Real: the sandbox's X with signed webhooks, intake, reading, routing, hand-over guard, tone guard, second looks and the sending, on SQLite; agents and lead work through the API. The three servers ran at once in one process and shared the machine with whatever else ran. What a step takes in the machine (a few milliseconds to some tenths of a second) counts as that much of a minute.");
        results.Note($"Made up, and the same in all columns, customer by customer: {DayPlan.ArrivalsPerHour:0} customers an hour, three desks of three, 9 minutes for an answer and 3 to see that a case is not theirs, {DayPlan.KnowsWhere:P0} know the right desk, {DayPlan.LosesTemper:P0} lose their temper, {DayPlan.TakesAdvice:P0} take the calmer wording, {DayPlan.ComesBack:P0} of the customers come back, a lead needs 6 minutes for a hand-over and 5 for a second look and knows the right desk. Everybody begins at the first desk, but for the last column.");
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Share(long part, long whole)
    {
        if (whole == 0)
            return "–";
        var (low, high) = Wilson.Interval(part, whole); // there is a whole
        return string.Create(CultureInfo.InvariantCulture, $"{part} = {100.0 * part / whole:0.0} % ({100 * low:0.0}–{100 * high:0.0})");
    }

    // Ranks of the binomial around the one asked for: no shape of the waits is assumed.
    private static string Ranked(IReadOnlyList<double> sorted, double share)
    {
        if (sorted.Count == 0)
            return "–";
        var spread = 1.96 * Math.Sqrt(sorted.Count * share * (1 - share));
        double At(double rank) => sorted[Math.Clamp((int)Math.Round(rank), 0, sorted.Count - 1)];
        var middle = share * (sorted.Count - 1);
        return string.Create(CultureInfo.InvariantCulture, $"{At(middle):0.0} ({At(middle - spread):0.0}–{At(middle + spread):0.0})");
    }

    private static string Mean(IReadOnlyList<Case> cases, Func<Case, int> of)
    {
        if (cases.Count < 2)
            return "–";
        var mean = cases.Average(of);
        var error = 1.96 * Math.Sqrt(cases.Sum(c => Math.Pow(of(c) - mean, 2)) / (cases.Count - 1) / cases.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.00} ({Math.Max(0, mean - error):0.00}–{mean + error:0.00})");
    }

    private static async Task<int> DecisionsAsync(int days, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync("sqlite", ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var (off, on) = (Count(days, guarded: false), Count(days, guarded: true));
        var results = new Results("day", $"{days} made-up days through the decisions alone, guards off and on", "what", "off", "on");
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
