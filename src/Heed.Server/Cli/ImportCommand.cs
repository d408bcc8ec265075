using System.CommandLine;
using System.Globalization;
using Heed.Server.Figures;
using Heed.Server.Figures.Import;
using Heed.Server.Ingest;
using Heed.Server.Live;
using Heed.Storage.Figures;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed import twcs FILE</c>: a history, through the same pipeline as live traffic.</summary>
internal static class ImportCommand
{
    private const int RejectsShown = 20;

    public static Command Create(CommonOptions common) => new("import", "Read a history in.") { Twcs(common) };

    private static Command Twcs(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "CSV in the Customer Support on Twitter format, plain or gzip." };
        var brand = new Option<string?>("--brand") { HelpName = "HANDLE", Description = "Only this brand's conversations. [default: all]" };
        var command = new Command("twcs", "Import the Customer Support on Twitter format. It can be stopped and started again; the same file twice changes nothing.") { file, brand };
        command.Run(common, async (run, parsed, ct) =>
        {
            var path = common.Shell.PathOf(parsed.GetValue(file)!); // required
            if (!File.Exists(path))
                throw Problem.NotFound($"There is no file {path}.");
            await using var work = await Workplace.OpenOrMakeAsync(common, run, ct, s => s.AddSingleton<LiveFeed>().AddIngest().AddFigures());
            var result = await WithProgressAsync(common.Shell, (progress, token) => work.Get<TwcsImport>().RunAsync(path, parsed.GetValue(brand), progress, token), ct);
            await TellAsync(result, work, common.Shell.Out, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<ImportResult> WithProgressAsync(Shell shell, Func<IProgress<ImportProgress>, CancellationToken, Task<ImportResult>> import, CancellationToken ct)
    {
        if (!shell.IsTerminal)
            return await import(new Silence(), ct);
        return await shell.Progress().Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(context =>
        {
            var bars = new Dictionary<ImportPhase, ProgressTask>();
            return import(new Bars(p =>
            {
                if (!bars.TryGetValue(p.Phase, out var bar))
                    bars[p.Phase] = bar = context.AddTask(p.Phase == ImportPhase.Reading ? "Reading and sorting" : "Taking in");
                bar.MaxValue(Math.Max(1, p.Total)).Value = p.Done;
                bar.Description = p.Phase == ImportPhase.Reading
                    ? string.Create(CultureInfo.InvariantCulture, $"Reading and sorting, {p.Rows:N0} rows")
                    : string.Create(CultureInfo.InvariantCulture, $"Taking in, {p.Taken:N0} new, {p.Known:N0} known");
            }), ct);
        });
    }

    private static async Task TellAsync(ImportResult r, Workplace work, TextWriter output, CancellationToken ct)
    {
        if (r.Already)
            await output.WriteLineAsync("This file was imported before; nothing was changed.");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{r.Read:N0} rows read: {r.Taken:N0} taken in, {r.Known:N0} known before, {r.Broken:N0} broken, {r.Elsewhere:N0} of other brands."));
        if (r.Broken == 0)
            return;
        foreach (var reject in await work.Get<ImportStore>().RejectsAsync(r.ImportId, RejectsShown, ct))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  row {reject.Row}: {reject.Reason}"));
        if (r.Broken > RejectsShown)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  … and {r.Broken - RejectsShown:N0} more, listed in the table import_rejects."));
    }

    // Not Progress<T>: it would report out of order, on other threads.
    private sealed class Bars(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }

    private sealed class Silence : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value)
        {
            // Nobody is watching.
        }
    }
}
