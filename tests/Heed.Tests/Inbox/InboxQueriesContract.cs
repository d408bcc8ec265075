using CsCheck;
using Heed.Core.Cases;
using Heed.Server.Api;
using Heed.Server.Inbox;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.Tests.Inbox;

/// <summary>Lists and search, on both databases.</summary>
public abstract class InboxQueriesContract(InboxSample sample)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_hold_every_case_exactly_once_whatever_their_size()
    {
        await using var db = sample.Db();
        var expected = await db.Cases.Where(c => c.Status == CaseStatus.Open).Select(c => c.Id).ToListAsync(Ct);
        expected.Count.ShouldBeGreaterThan(100);
        (await db.Cases.Select(c => c.QueueAt).Distinct().CountAsync(Ct)).ShouldBeLessThan(20); // ties are what this is about

        await Gen.Int[1, 60].SampleAsync(
            async size =>
            {
                var seen = new List<CaseListItem>();
                string? cursor = null;
                do
                {
                    var page = await sample.Queries.ListAsync(new CaseFilter(), cursor, size, Ct);
                    page.Items.Count.ShouldBeInRange(1, size);
                    seen.AddRange(page.Items);
                    cursor = page.Next;
                }
                while (cursor is not null);

                seen.Select(c => c.Id).ShouldBe(expected, ignoreOrder: true);
                seen.Select(c => c.QueueAt).ShouldBeInOrder();
            },
            iter: 12);
    }

    [Theory]
    [InlineData("newest", null)]
    [InlineData("queue", CaseStatus.Open)]
    [InlineData("queue", null)]
    [InlineData("activity", null)]
    [InlineData("activity", CaseStatus.Open)]
    public async Task Each_order_of_the_API_meets_every_case_once_in_that_order(string sort, CaseStatus? status)
    {
        var order = Enum.Parse<CaseOrder>(sort, ignoreCase: true);
        await using var db = sample.Db();
        var expected = await db.Cases.AsNoTracking().Where(c => status == null || c.Status == status).ToListAsync(Ct);
        expected.Select(c => c.Status).Distinct().Count().ShouldBe(status is null ? 2 : 1);
        expected.Count.ShouldBeGreaterThan(100);
        var ids = (order switch
        {
            CaseOrder.Queue => expected.OrderBy(c => c.QueueAt).ThenBy(c => c.Id),
            CaseOrder.Newest => expected.OrderByDescending(c => c.Id),
            CaseOrder.Activity => expected.OrderByDescending(c => c.LastMessageAt).ThenByDescending(c => c.Id),
        }).Select(c => c.Id).ToList();

        foreach (var size in (int[])[7, 50])
        {
            var seen = new List<Guid>();
            (long, Guid)? place = null;
            do
            {
                var page = await sample.Reads.ListAsync(new CaseAsk(new CaseFilter { Status = status }, order), place, size, Ct);
                seen.AddRange(page.Items.Select(c => c.Id));
                // As the endpoint reads it back: behind the mark of the order.
                place = page.Next is null ? null : PageCursor.KeyAndId(PageCursor.Open(page.Next)![CaseReads.MarkOf(order).Length..]); // given out a line above
            }
            while (place is not null);

            seen.ShouldBe(ids);
        }
    }

    [Fact]
    public async Task Each_view_shows_what_its_name_says()
    {
        await using var db = sample.Db();
        var me = await db.Users.Where(u => db.Cases.Any(c => c.AssigneeId == u.Id)).Select(u => u.Id).FirstAsync(Ct);
        var department = await db.Departments.Select(d => d.Id).FirstAsync(Ct);
        (await All(new CaseFilter { AssigneeId = me })).ShouldAllBe(c => c.AssigneeId == me && c.AssigneeName != null);
        (await All(new CaseFilter { Unassigned = true })).ShouldAllBe(c => c.AssigneeId == null);
        (await All(new CaseFilter { Waiting = true })).ShouldAllBe(c => c.WaitingSince != null && c.Status == CaseStatus.Open);
        (await All(new CaseFilter { Status = CaseStatus.Resolved })).ShouldAllBe(c => c.Status == CaseStatus.Resolved);
        (await All(new CaseFilter { DepartmentId = department })).ShouldAllBe(c => c.DepartmentId == department);
        (await All(new CaseFilter { Tag = "refund", Status = null })).ShouldAllBe(c => c.Tags.Contains("refund"));

        async Task<IReadOnlyList<CaseListItem>> All(CaseFilter filter)
        {
            var rows = (await sample.Queries.ListAsync(filter, null, 500, Ct)).Items;
            rows.Count.ShouldBeGreaterThan(0);
            return rows;
        }
    }

    [Fact]
    public async Task Counts_agree_with_the_lists()
    {
        await using var db = sample.Db();
        var me = await db.Users.Select(u => u.Id).FirstAsync(Ct);
        var counts = await sample.Queries.CountsAsync(me, Ct);
        foreach (var view in InboxView.For(me))
        {
            if (view.CountIn(counts) is { } count)
                count.ShouldBe((await sample.Queries.ListAsync(view.Filter, null, 500, Ct)).Items.Count, view.Slug);
        }
    }

    [Fact]
    public async Task A_thread_read_backwards_in_pages_is_the_whole_thread()
    {
        await using var db = sample.Db();
        var busiest = await db.Messages.GroupBy(m => m.CaseId).OrderByDescending(g => g.Count()).Select(g => g.Key).FirstAsync(Ct);
        var expected = await db.Messages.Where(m => m.CaseId == busiest).Select(m => m.Id).ToListAsync(Ct);
        expected.Count.ShouldBeGreaterThan(2);

        var seen = new List<Guid>();
        string? cursor = null;
        do
        {
            var page = await sample.Queries.MessagesAsync(busiest, cursor, 1, Ct);
            seen.AddRange(page.Items.Select(m => m.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        seen.ShouldBe(expected, ignoreOrder: true);
    }

    [Theory]
    [InlineData("etiquette")] // étiquette
    [InlineData("GARANTIE")]
    [InlineData("fermet")] // the last word may be unfinished
    [InlineData("número seguimiento")]
    [InlineData("numero seguim")]
    public async Task Search_finds_messages_without_minding_accents_or_case(string text) =>
        (await sample.Queries.SearchAsync(text, Ct)).ShouldContain(hit => hit.Excerpt != null);

    [Theory]
    [InlineData("nunez", "Marta Núñez")]
    [InlineData("Lefev", "Inès Lefèvre")]
    public async Task Search_finds_people_by_name(string text, string name)
    {
        (await sample.Queries.SearchAsync(text, Ct)).ShouldContain(hit => hit.Case.CustomerName == name);
        (await sample.Queries.CustomersAsync(text, null, 10, Ct)).Items.ShouldContain(c => c.Name == name);
    }

    [Fact]
    public async Task A_case_number_comes_first() => (await sample.Queries.SearchAsync("#7", Ct))[0].Case.Number.ShouldBe(7);

    [Fact]
    public async Task Search_takes_any_text_for_words()
    {
        var queries = sample.Queries;
        await Gen.String[0, 60].SampleAsync(async text => (await queries.SearchAsync(text, Ct)).Count.ShouldBeLessThanOrEqualTo(50), iter: 60);
        foreach (var text in (string[])["\"", "a OR b", "NEAR(a b)", "text:*", "a & ! | b", "'; drop table cases; --", "-", "*"])
            (await sample.Queries.SearchAsync(text, Ct)).Count.ShouldBeLessThanOrEqualTo(50);
    }

    [Fact]
    public async Task A_made_up_cursor_is_refused()
    {
        var queries = sample.Queries;
        await Should.ThrowAsync<FormatException>(() => queries.ListAsync(new CaseFilter(), "12-34", 10, Ct));
    }

    [Fact]
    public async Task A_window_walks_down_and_up_a_list_without_losing_its_place()
    {
        var window = new CaseWindow(sample.Queries);
        await window.OpenAsync(new CaseFilter(), Ct);
        var top = window.Rows[0].Id;
        window.Rows.Count.ShouldBe(CaseWindow.PageSize);
        while (window.HasMore)
            await window.DownAsync(Ct);
        window.Rows.Count.ShouldBeLessThanOrEqualTo(3 * CaseWindow.PageSize);
        while (window.RowsAbove > 0)
            await window.UpAsync(Ct);
        window.Rows[0].Id.ShouldBe(top);
    }
}

public sealed class SqliteInboxQueriesTests(SqliteInboxSample sample) : InboxQueriesContract(sample), IClassFixture<SqliteInboxSample>;

public sealed class PostgresInboxQueriesTests(PostgresInboxSample sample) : InboxQueriesContract(sample), IClassFixture<PostgresInboxSample>;
