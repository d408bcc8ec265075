using System.Globalization;
using System.Resources;
using Heed.Core.Clocks;
using Heed.Core.Figures;
using Heed.Server.Design;
using Heed.Server.Figures.Infographic.Layout;
using Heed.Storage;
using Heed.Storage.Figures;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Figures.Infographic;

/// <summary>What was asked for.</summary>
/// <param name="Brand">Null: all brands together.</param>
internal sealed record PageOrder(CultureInfo Language, string? Brand, Guid? Department, DateTimeOffset? From, DateTimeOffset? To, Form Form);

/// <summary>A page, printed.</summary>
internal sealed record PrintedPage(byte[] Content, string ContentType, string FileName);

/// <summary>What the page says, and how it looks.</summary>
internal sealed record ToldPage(Story Story, BrandLook Look)
{
    public Scene Lay(Form form) => Page.Lay(Story, Look.Palette, Look.Logo, form);
}

/// <summary>Makes the page from what was counted just now.</summary>
internal sealed class Press(FigureBook book, LookDesk looks, IDbContextFactory<HeedDb> contexts, TimeProvider clock)
{
    public const string Svg = "svg";
    public const string Png = "png";
    public const string Pdf = "pdf";

    private static readonly ResourceManager Common = new(typeof(Words));

    public static readonly IReadOnlyList<string> Formats = [Svg, Png, Pdf];

    public async Task<PrintedPage> PrintAsync(PageOrder order, string format, CancellationToken ct) =>
        Print(order, (await TellAsync(order, ct)).Lay(order.Form), format);

    /// <param name="scene">Laid in the form of the order.</param>
    public PrintedPage Print(PageOrder order, Scene scene, string format)
    {
        var name = $"{Plain(order.Brand ?? "heed")}-{order.Language.TwoLetterISOLanguageName}.{format}";
        return format switch
        {
            Svg => new(SvgWriter.Write(scene, order.Form.IsNarrow ? Units(scene.Width) : "210mm", order.Form.IsNarrow ? Units(scene.Height) : "297mm"), "image/svg+xml", name),
            Png => new(SkiaPainter.Png(scene, 2), "image/png", name),
            Pdf => new(SkiaPainter.Pdf(scene, order.Form.Points, clock.GetUtcNow()), "application/pdf", name),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "svg, png or pdf."),
        };
    }

    /// <summary>Counts, and says it in the language of the order; in which form it is laid out comes after.</summary>
    public async Task<ToldPage> TellAsync(PageOrder order, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var department = order.Department is { } id ? await db.Departments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, ct) : null;
        var brands = await db.ChannelAccounts.AsNoTracking().Select(a => a.Brand).Distinct().ToListAsync(ct);
        var zone = await ZoneAsync(order.Department, ct);
        var now = clock.GetUtcNow();

        var figures = await book.ComputeAsync(new FigureScope(order.Brand, null, order.From, order.To, zone, order.Department), ct);
        var brand = order.Brand is { } asked ? figures[0].Scope.Brand ?? asked : null;
        var look = await looks.OfAsync(brand, ct);
        var name = look.Name.Length > 0 ? look.Name : brand ?? (brands.Count == 1 ? brands[0] : InfographicWords.In(order.Language, "all-brands"));
        var story = Storyteller.Tell(
            figures, name, department is null ? null : InfographicWords.In(order.Language, "department", department.Name),
            Periods.Tell(order.From, order.To, now, zone, order.Language), now, zone, order.Language,
            network => Common.GetString("network." + network, order.Language) ?? network);
        return new ToldPage(story, look);
    }

    /// <summary>The zone hours and days are told in: the department's, else that of the first one.</summary>
    public async Task<string> ZoneAsync(Guid? department, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var calendar = await db.Departments.AsNoTracking().OrderBy(d => d.Id == department ? 0 : 1).ThenBy(d => d.Position).ThenBy(d => d.Name).Select(d => d.Calendar).FirstOrDefaultAsync(ct);
        return (BusinessCalendar.Parse(calendar ?? "{}", out _) ?? BusinessCalendar.AlwaysOpen).TimeZoneId;
    }

    private static string Units(double value) => Math.Round(value).ToString(CultureInfo.InvariantCulture);

    // For a file's name on any system.
    private static string Plain(string name)
    {
        var plain = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');
        return plain.Length == 0 ? "brand" : plain;
    }
}
