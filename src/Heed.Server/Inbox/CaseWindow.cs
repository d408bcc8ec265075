namespace Heed.Server.Inbox;

/// <summary>
/// The stretch of a long list that one screen holds: at most three pages, whatever is scrolled to.
/// What lies above and below is only a number of rows, drawn as empty space.
/// </summary>
public sealed class CaseWindow
{
    public const int PageSize = 40;
    private const int MostPages = 3;

    private readonly InboxQueries queries;

    // Where each page begins; the first begins at the start. Only these few words are kept of pages not shown.
    private readonly List<string?> starts = [null];
    private int first;
    private int shown = 1;
    private bool more;

    internal CaseWindow(InboxQueries queries) => this.queries = queries;

    public CaseFilter Filter { get; private set; } = new();

    public IReadOnlyList<CaseListItem> Rows { get; private set; } = [];

    public int RowsAbove => first * PageSize;

    public int RowsBelow => Math.Max(0, starts.Count - first - shown) * PageSize;

    public bool HasMore => more || RowsBelow > 0;

    public Task OpenAsync(CaseFilter filter, CancellationToken ct)
    {
        Filter = filter;
        starts.RemoveRange(1, starts.Count - 1);
        (first, shown) = (0, 1);
        return RefreshAsync(ct);
    }

    /// <summary>Reads the shown stretch anew, from the same place in the list.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var page = await queries.ListAsync(Filter, starts[first], PageSize * shown, ct);
        if (page.Items.Count == 0 && first > 0)
        {
            await OpenAsync(Filter, ct);
            return;
        }

        Rows = page.Items;
        more = page.Next is not null;
        for (var p = 1; p <= shown; p++)
        {
            var at = p == shown ? page.Next : Rows.Count > p * PageSize ? Rows[(p * PageSize) - 1].Cursor : null;
            if (at is null)
            {
                starts.RemoveRange(first + p, starts.Count - first - p);
                shown = p;
                return;
            }

            if (first + p < starts.Count)
                starts[first + p] = at;
            else
                starts.Add(at);
        }
    }

    public async Task DownAsync(CancellationToken ct)
    {
        if (!HasMore)
            return;
        if (shown == MostPages)
            first++;
        else
            shown++;
        await RefreshAsync(ct);
    }

    public async Task UpAsync(CancellationToken ct)
    {
        if (first == 0)
            return;
        first--;
        shown = Math.Min(shown + 1, MostPages);
        await RefreshAsync(ct);
    }
}
