using System.Globalization;
using Heed.Core.Figures;

namespace Heed.Server.Figures.Screens;

/// <summary>What the reader of the screen asked for, from the address.</summary>
/// <param name="Period">Days back from now, or <c>all</c>.</param>
/// <param name="Department">Its id.</param>
public sealed record FigureFilter(string? Brand, string? Channel, string? Period, string? Department = null)
{
    public static readonly IReadOnlyList<string> Periods = ["all", "365", "30", "7"];

    public FigureScope Scope(DateTimeOffset now, string? zone) => new(
        NullIfEmpty(Brand), NullIfEmpty(Channel),
        int.TryParse(Period, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && Periods.Contains(Period) ? now.AddDays(-days) : null,
        null, zone ?? "UTC", Guid.TryParse(Department, out var department) ? department : null);

    /// <summary>The same filter on another address.</summary>
    /// <param name="only">Of the rows behind a share: only those that count.</param>
    public string On(string path, string? cursor = null, bool only = false)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("brand", Brand), ("channel", Channel), ("department", Department), ("period", Period), ("only", only ? "1" : null), ("cursor", cursor) })
        {
            if (!string.IsNullOrEmpty(value))
                query = query.Add(name, value);
        }

        return path + query;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
