using System.CommandLine;
using System.Globalization;
using Heed.Core.Figures;
using Heed.Server.Figures;
using Heed.Storage.Figures;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed figures</c>: the figures, each with its count, interval and published value.</summary>
internal static class FiguresCommand
{
    public static Command Create(CommonOptions common)
    {
        var brand = new Option<string?>("--brand") { HelpName = "HANDLE", Description = "Only this brand. [default: all together, then each]" };
        var channel = new Option<string?>("--channel") { HelpName = "NETWORK", Description = "x, facebook or mail. [default: all]" };
        var from = Day("--from", "First day, in UTC: 2026-01-31.");
        var to = Day("--to", "First day that counts no more.");
        var json = JsonOut.Option();
        var command = new Command("figures", "Show what was measured, beside what is published.") { brand, channel, from, to, json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddFigures());
            var scope = new FigureScope(parsed.GetValue(brand)?.TrimStart('@'), parsed.GetValue(channel), Midnight(parsed.GetValue(from)), Midnight(parsed.GetValue(to)));
            var figures = (await work.Get<FigureBook>().ComputeEachAsync(scope, ct)).Select(f => f.View()).ToList();
            if (parsed.GetValue(json))
                JsonOut.Write(common.Shell.Out, figures);
            else
                Show(common.Shell, figures);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Option<DateOnly?> Day(string name, string description) => new(name) { HelpName = "DATE", Description = description };

    private static DateTimeOffset? Midnight(DateOnly? day) => day is { } d ? new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static void Show(Shell shell, IReadOnlyList<FigureView> figures)
    {
        var console = shell.Tables();
        foreach (var brand in figures.GroupBy(f => f.Brand))
        {
            var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(brand.Key ?? "All brands")).AddColumns("Figure", "Value", "95 %", "Of", "Published");
            foreach (var f in brand.Where(f => f.Cells is null))
            {
                table.AddRow(
                    Markup.Escape(f.Id), Value(f.Value, f.Unit), f.Low is null ? "" : $"{Value(f.Low, f.Unit)} – {Value(f.High, f.Unit)}",
                    f.N.ToString("N0", CultureInfo.InvariantCulture), f.Published is null ? "" : $"{Value(f.Published, f.Unit)} ({Markup.Escape(f.Source ?? "")})");
            }

            console.Write(table);
        }
    }

    private static string Value(double? value, string unit) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } v, "share") => (v * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        ({ } v, "minutes") => v.ToString("N1", CultureInfo.InvariantCulture) + " min",
        ({ } v, _) => v.ToString("N0", CultureInfo.InvariantCulture),
    };
}
