namespace Heed.Server.Api;

internal enum QueryKind
{
    Text,
    Id,
    Time,
    Number,
}

/// <summary>One thing a list can be asked by: read by <see cref="ApiQuery"/>, told by the OpenAPI document.</summary>
/// <param name="Words">The only values taken; none: any of its kind.</param>
internal sealed record QueryParameter(string Name, QueryKind Kind, string Help, params string[] Words)
{
    public static QueryParameter Cursor { get; } = new("cursor", QueryKind.Text, "The `next` of the page before; leave out for the first page.");

    public static QueryParameter Limit { get; } = new("limit", QueryKind.Number, $"Rows of a page, 1–{ApiQuery.MostRows}; {ApiQuery.UsualRows} when left out.");
}

/// <summary>All that a list can be asked by; stands in the endpoint's metadata.</summary>
internal sealed record QueryParameters(IReadOnlyList<QueryParameter> All)
{
    /// <summary>The filters of a list in pages.</summary>
    public static QueryParameters Paged(params QueryParameter[] filters) => new([.. filters, QueryParameter.Cursor, QueryParameter.Limit]);

    /// <summary>The filters of a list that is told whole.</summary>
    public static QueryParameters Whole(params QueryParameter[] filters) => new(filters);
}
