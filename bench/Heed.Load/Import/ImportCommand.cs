using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Heed.Load.Measures;
using Heed.Server;
using Heed.Server.Figures;
using Heed.Server.Figures.Import;
using Heed.Server.Ingest;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Heed.Load.Import;

/// <summary>How fast a history comes in, beside reading the same file line by line.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var db = LoadOptions.Db();
        var file = new Argument<FileInfo>("file") { Description = "A file in the Customer Support on Twitter format, plain or gzip." };
        file.AcceptExistingOnly();
        var brand = new Option<string?>("--brand") { HelpName = "HANDLE", Description = "Only this brand's conversations. [default: all]" };
        var command = new Command("import", "Rows per second of heed import twcs.") { file, db, brand };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(file)!.FullName, parsed.GetValue(db)!, parsed.GetValue(brand), ct)); // required, and has a default
        return command;
    }

    private static async Task<int> RunAsync(string file, string db, string? brand, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync(db, ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var services = new ServiceCollection();
        var options = new HeedOptions { Data = scratch.Folder, Database = scratch.ConnectionString };
        services.AddSingleton(options);
        services.AddLogging();
        services.AddHeedStorage(options);
        services.AddCatalog();
        services.AddIngest();
        services.AddSingleton<LiveFeed>();
        services.AddFigures();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().ApplyAsync(ct);
        await provider.GetRequiredService<NewWorkspace>().EnsureAsync(ct);

        var began = Stopwatch.GetTimestamp();
        var result = await provider.GetRequiredService<TwcsImport>().RunAsync(file, brand, progress: null, ct);
        var import = Stopwatch.GetElapsedTime(began);
        var peak = Environment.WorkingSet / 1024 / 1024;

        var results = new Results("import", $"import, {db}, {Path.GetFileName(file)}", "what", "seconds", "rows per second", "ratio");
        results.Row($"{result.Read} rows read, {result.Taken} messages taken", Text(import.TotalSeconds), Whole(result.Read / import.TotalSeconds), "1");
        began = Stopwatch.GetTimestamp();
        await provider.GetRequiredService<TwcsImport>().RunAsync(file, brand, progress: null, ct);
        var again = Stopwatch.GetElapsedTime(began);
        results.Row("the same file again (nothing changes)", Text(again.TotalSeconds), Whole(result.Read / again.TotalSeconds), Text(import / again));
        results.Note($"Broken rows {result.Broken}, of other brands {result.Elsewhere}; {peak} MB resident at the end. The second row reads and sorts the file and stops there: it is the limit of the reading half.");
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static string Text(double number) => number.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Whole(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
