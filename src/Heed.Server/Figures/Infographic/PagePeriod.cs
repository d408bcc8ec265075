using System.Globalization;
using Heed.Core.Figures;

namespace Heed.Server.Figures.Infographic;

/// <summary>The periods a page can be asked for by a word.</summary>
internal static class PagePeriod
{
    public static readonly IReadOnlyList<string> Words = ["last-month", "last-week", "30", "90", "365", "all"];

    /// <param name="word">One of <see cref="Words"/>; a number is so many days until now.</param>
    public static (DateTimeOffset? From, DateTimeOffset? To) Of(string word, DateTimeOffset now, string zone) => word switch
    {
        "last-month" => PageDue.Period(Cadence.Monthly, now, zone),
        "last-week" => PageDue.Period(Cadence.Weekly, now, zone),
        "all" => (null, null),
        _ => (now.AddDays(-int.Parse(word, CultureInfo.InvariantCulture)), now),
    };
}
