using System.CommandLine;
using System.Globalization;
using Heed.Core.Figures;
using Heed.Server.Figures;
using Heed.Server.Figures.Infographic;
using Heed.Server.Figures.Infographic.Layout;
using Heed.Storage;
using Heed.Storage.Figures;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed figures</c>: the figures, each with its count, interval and published value.</summary>
internal static class FiguresCommand
{
    // Their parts are few and say something by themselves.
    private static readonly IReadOnlyList<string> Parted = [FigureUnit.Promises.Word(), FigureUnit.Minutes.Word(), FigureUnit.Share.Word()];

    public static Command Create(CommonOptions common)
    {
        var brand = new Option<string?>("--brand") { HelpName = "HANDLE", Description = "Only this brand. [default: all together, then each]" };
        var channel = new Option<string?>("--channel") { HelpName = "NETWORK", Description = "x, facebook or mail. [default: all]" };
        var department = new Option<string?>("--department") { HelpName = "NAME", Description = "Only this department's cases, stays and promises. [default: all]" };
        var from = Day("--from", "First day, in UTC: 2026-01-31.");
        var to = Day("--to", "First day that counts no more.");
        var page = new Option<string?>("--infographic") { HelpName = "FILE", Description = "Write the one-page infographic to this file instead: .svg, .png or .pdf." };
        var language = new Option<string?>("--language") { HelpName = "CODE", Description = "Language of the infographic: en, fr or es. [default: en]" };
        var phone = new Option<bool>("--phone") { Description = "The infographic in one narrow column. [default: A4]" };
        var json = JsonOut.Option();
        var command = new Command("figures", "Show what was measured, beside what is published.") { brand, channel, department, from, to, page, language, phone, json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddFigures());
            var departments = await DepartmentsAsync(work, ct);
            var scope = new FigureScope(
                parsed.GetValue(brand)?.TrimStart('@'), parsed.GetValue(channel), Midnight(parsed.GetValue(from)), Midnight(parsed.GetValue(to)),
                Department: parsed.GetValue(department) is { } name ? Find(departments, name) : null);
            if (parsed.GetValue(page) is { } file)
            {
                var order = new PageOrder(LanguageOf(parsed.GetValue(language)), scope.Brand, scope.Department, scope.From, scope.To, parsed.GetValue(phone) ? Form.Phone : Form.A4);
                await PrintAsync(work, order, scope.Channel, file, ct);
                return ExitCode.Ok;
            }

            var figures = (await work.Get<FigureBook>().ComputeEachAsync(scope, ct)).Select(f => f.View()).ToList();
            if (parsed.GetValue(json))
                JsonOut.Write(common.Shell.Out, figures);
            else
                Show(common.Shell, figures, departments);
            return ExitCode.Ok;
        });
        return command;
    }

    private static CultureInfo LanguageOf(string? code) => code is null || InfographicWords.Languages.Contains(code)
        ? CultureInfo.GetCultureInfo(code ?? InfographicWords.Languages[0])
        : throw Problem.WrongUse($"The infographic is not told in '{code}'.", $"Languages: {string.Join(", ", InfographicWords.Languages)}");

    private static async Task PrintAsync(Workplace work, PageOrder order, string? channel, string file, CancellationToken ct)
    {
        if (channel is not null)
            throw Problem.WrongUse("The infographic tells all channels.", "Leave --channel out.");
        var format = Path.GetExtension(file).TrimStart('.').ToLowerInvariant();
        if (!Press.Formats.Contains(format))
            throw Problem.WrongUse($"'{file}' says no format of the infographic.", "End the name with .svg, .png or .pdf.");
        var printed = await work.Get<Press>().PrintAsync(order, format, ct);
        await File.WriteAllBytesAsync(file, printed.Content, ct);
    }

    private static Option<DateOnly?> Day(string name, string description) => new(name) { HelpName = "DATE", Description = description };

    private static DateTimeOffset? Midnight(DateOnly? day) => day is { } d ? new DateTimeOffset(d, TimeOnly.MinValue, TimeSpan.Zero) : null;

    private static async Task<IReadOnlyDictionary<Guid, string>> DepartmentsAsync(Workplace work, CancellationToken ct)
    {
        await using var db = await work.Get<IDbContextFactory<HeedDb>>().CreateDbContextAsync(ct);
        return await db.Departments.AsNoTracking().OrderBy(d => d.Position).ToDictionaryAsync(d => d.Id, d => d.Name, ct);
    }

    private static Guid Find(IReadOnlyDictionary<Guid, string> departments, string name)
    {
        foreach (var (id, known) in departments)
        {
            if (string.Equals(known, name.Trim(), StringComparison.OrdinalIgnoreCase))
                return id;
        }

        throw Problem.WrongUse($"There is no department '{name}'.", $"Departments: {string.Join(", ", departments.Values)}");
    }

    private static void Show(Shell shell, IReadOnlyList<FigureView> figures, IReadOnlyDictionary<Guid, string> departments)
    {
        var console = shell.Tables();
        foreach (var brand in figures.GroupBy(f => f.Brand))
        {
            var table = new Table().Border(TableBorder.Simple).Title(Markup.Escape(brand.Key ?? "All brands")).AddColumns("Figure", "Value", "95 %", "Of", "Published");
            // Hours and channels are charts; they are in --json.
            foreach (var f in brand.Where(f => f.Cells is null || Parted.Contains(f.Unit)))
            {
                table.AddRow(
                    Markup.Escape(f.Id), Value(f.Value, f.Unit), f.Low is null ? "" : $"{Value(f.Low, f.Unit)} – {Value(f.High, f.Unit)}",
                    Count(f.N), f.Published is null ? "" : $"{Value(f.Published, f.Unit)} ({Markup.Escape(f.Source ?? "")})");
                foreach (var cell in f.Cells ?? [])
                {
                    var name = Guid.TryParse(cell.Key, out var id) ? departments.GetValueOrDefault(id, cell.Key) : cell.Key;
                    table.AddRow("  " + Markup.Escape(name), cell.Value is null ? Count(cell.Count) : Value(cell.Value, f.Unit), "", cell.Value is null ? "" : Count(cell.Count), "");
                }
            }

            console.Write(table);
        }
    }

    private static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Value(double? value, string unit) => (value, unit) switch
    {
        (null, _) => "–",
        ({ } v, "share") => (v * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        ({ } v, "minutes") => v.ToString("N1", CultureInfo.InvariantCulture) + " min",
        ({ } v, "per-case") => v.ToString("0.00", CultureInfo.InvariantCulture),
        ({ } v, _) => v.ToString("N0", CultureInfo.InvariantCulture),
    };
}
