using System.CommandLine;
using System.Globalization;
using Heed.Core.Outcomes;
using Heed.Server.Figures;
using Heed.Server.Figures.Import;
using Heed.Server.Ingest;
using Heed.Server.Live;
using Heed.Server.Outcomes;
using Heed.Storage.Figures;
using Heed.Storage.Outcomes;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed import twcs FILE</c>: a history, through the same pipeline as live traffic.</summary>
internal static class ImportCommand
{
    private const int RejectsShown = 20;

    public static Command Create(CommonOptions common) => new("import", "Read a history or outcomes in.") { Twcs(common), Outcomes(common) };

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

    private static Command Outcomes(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "CSV with a header line, plain or gzip." };
        var kind = new Option<OutcomeKind?>("--kind") { HelpName = "KIND", Description = "What each row is: order, subscription, droppedbasket, cancellation. [default: by --kind-column, else order]" };
        var space = new Option<KeySpace?>("--known-by") { HelpName = "mail|phone|number", Description = "What customers are known by in the file. [default: by the name of the column]" };
        var currency = new Option<string>("--currency") { HelpName = "EUR", Description = "Of amounts that do not name theirs.", DefaultValueFactory = _ => "" };
        var zone = new Option<string>("--zone") { HelpName = "Europe/Paris", Description = "Of times that do not name theirs.", DefaultValueFactory = _ => "UTC" };
        var monthFirst = new Option<bool>("--month-first") { Description = "03/04/2026 is the 4th of March." };
        var source = Column("--source", "NAME", "The system it comes from; its references count once. [default: the name of the file]");
        Option<string?>[] columns =
        [
            Column("--reference", "COLUMN", "Its number of the order, basket or contract."), Column("--customer", "COLUMN", "The customer's identifier."), Column("--at", "COLUMN", "Date or time."),
            Column("--amount", "COLUMN", "Amount."), Column("--currency-column", "COLUMN", "Currency."), Column("--kind-column", "COLUMN", "What a row is."), Column("--reason", "COLUMN", "Why."),
        ];
        var command = new Command("outcomes", "Import orders, subscriptions, dropped baskets or cancellations. Columns that are not named are guessed from the header. It can be stopped and started again.")
        { file, kind, space, currency, zone, monthFirst, source };
        foreach (var column in columns)
            command.Add(column);
        command.Run(common, async (run, parsed, ct) =>
        {
            var path = common.Shell.PathOf(parsed.GetValue(file)!); // required
            if (!File.Exists(path))
                throw Problem.NotFound($"There is no file {path}.");
            string Said(int column, string guessed) => parsed.GetValue(columns[column]) ?? guessed;
            using var opened = new OutcomeFile(path);
            var guess = OutcomeMapping.Guess(path, opened.Columns);
            var mapping = guess with
            {
                Source = parsed.GetValue(source) ?? guess.Source,
                Reference = Said(0, guess.Reference),
                Customer = Said(1, guess.Customer),
                At = Said(2, guess.At),
                Amount = Said(3, guess.Amount),
                CurrencyColumn = Said(4, guess.CurrencyColumn),
                KindColumn = Said(5, guess.KindColumn),
                Reason = Said(6, guess.Reason),
                Kind = parsed.GetValue(kind) ?? guess.Kind,
                KeySpace = parsed.GetValue(space) ?? guess.KeySpace,
                Currency = parsed.GetValue(currency)!.ToUpperInvariant(), // has a default
                Zone = parsed.GetValue(zone)!, // likewise
                Dates = parsed.GetValue(monthFirst) ? DateOrder.MonthFirst : DateOrder.DayFirst,
            };
            await using var work = await Workplace.OpenOrMakeAsync(common, run, ct, s => s.AddSingleton<ImportStore>().AddOutcomes());
            var done = await work.Get<OutcomeImport>().RunAsync(path, Path.GetFileName(path), mapping, null, null, ct);
            var output = common.Shell.Out;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{mapping.Source}: reference = {mapping.Reference}, customer = {mapping.Customer} ({mapping.KeySpace.ToString().ToLowerInvariant()}), at = {mapping.At}, amount = {(mapping.Amount.Length == 0 ? "none" : mapping.Amount)}"));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{done.RowsRead:N0} rows read: {done.RowsTaken:N0} taken in, {done.RowsKnown:N0} known before, {done.RowsBroken:N0} refused."));
            foreach (var reject in await work.Get<ImportStore>().RejectsAsync(done.Id, RejectsShown, ct))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  row {reject.Row}: {OutcomeImport.Explain(reject.Reason)}"));
            foreach (var count in await work.Get<OutcomeStore>().CountAsync(ct))
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count.Source}, {count.Kind}: {count.Count:N0}, of which the customer is known for {count.Joined:N0} ({(double)count.Joined / count.Count:P0})."));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<string?> Column(string name, string help, string text) => new(name) { HelpName = help, Description = text };

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
