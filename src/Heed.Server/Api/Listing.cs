namespace Heed.Server.Api;

/// <summary>Part of a list.</summary>
/// <param name="Next">Give it as <c>cursor</c> to go on; null at the end.</param>
internal sealed record Listing<T>(IReadOnlyList<T> Items, string? Next)
{
    /// <summary>A whole list, which needs no cursor.</summary>
    public static Listing<T> Whole(IReadOnlyList<T> items) => new(items, null);

    /// <summary>Cuts the one row that was read beyond the limit: it only says that there is more.</summary>
    public static Listing<T> Of(IReadOnlyList<T> rows, int limit, Func<T, string> place) =>
        rows.Count > limit ? new([.. rows.Take(limit)], PageCursor.Seal(place(rows[limit - 1]))) : new(rows, null);
}
