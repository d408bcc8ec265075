using Heed.Core.Figures;

namespace Heed.Storage.Figures;

/// <summary>A scope as SQL parameters. Every figure query says its scope with the same conditions, so no two can mean different rows by it.</summary>
internal static class FigureFilter
{
    /// <summary>For queries over messages <c>m</c> joined to their account <c>a</c>.</summary>
    public const string Messages =
        """
        (@brand = '' or lower(a.brand) = @brand) and (@channel = '' or a.network = @channel)
           and m.at >= @from and m.at < @to and m.visibility in (0, 1) and not m.automatic
           and (m.direction = 0 or m.state in (3, 4, 5))
        """;

    /// <summary>For queries over cases <c>c</c>: told by when and where they began.</summary>
    public const string Cases =
        """
        (@brand = '' or lower(c.brand) = @brand) and (@channel = '' or c.origin_network = @channel)
           and c.opened_at >= @from and c.opened_at < @to
        """;

    public static SqlCommand Bind(this SqlCommand command, FigureScope scope) => command
        .Add("brand", scope.Brand?.ToLowerInvariant() ?? "")
        .Add("channel", scope.Channel ?? "")
        .Add("from", scope.From?.ToUnixTimeMilliseconds() ?? long.MinValue)
        .Add("to", scope.To?.ToUnixTimeMilliseconds() ?? long.MaxValue);
}
