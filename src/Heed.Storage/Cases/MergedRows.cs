using Heed.Core.Cases;

namespace Heed.Storage.Cases;

/// <summary>Moves what is kept in rows of its own from a case to the one it became part of. The events stay where they happened.</summary>
public static class MergedRows
{
    private static readonly string[] OfCase = ["messages", "promises", "tone_records", "second_looks", "uploads", "surveys"];

    /// <summary>To be run in the transaction that writes both cases.</summary>
    public static async Task MoveAsync(WriteSession session, Case kept, Case gone, CancellationToken ct)
    {
        foreach (var table in OfCase)
            await RunAsync(session, $"update {table} set case_id = @kept where case_id = @gone", kept, gone, ct);
        await RunAsync(session, "insert into case_tags (case_id, tag) select @kept, tag from case_tags where case_id = @gone on conflict do nothing", kept, gone, ct);
        await RunAsync(session, "delete from case_tags where case_id = @gone", kept, gone, ct);
        await DraftsAsync(session, kept, gone, ct);
        // What was merged into the one that goes is part of the one that stays.
        await RunAsync(session, "update cases set merged_into_id = @kept where merged_into_id = @gone", kept, gone, ct);
    }

    /// <summary>Makes one person of two: all that the second has or did is the first's. The second goes.</summary>
    public static async Task MoveCustomerAsync(WriteSession session, Guid kept, Guid gone, CancellationToken ct)
    {
        foreach (var table in new[] { "identities", "messages", "cases", "outcomes", "customer_keys", "surveys" })
        {
            await using var move = session.Command($"update {table} set customer_id = @kept where customer_id = @gone");
            await move.Add("kept", kept).Add("gone", gone).RunAsync(ct);
        }

        await TurnAsync(session, kept, gone, ct);
        // A message that is just making a case for the one who goes finds them gone (the foreign key says so) and is decided anew.
        await using var delete = session.Command("delete from customers where id = @gone");
        await delete.Add("gone", gone).RunAsync(ct);
    }

    /// <summary>Counts a customer's cases again.</summary>
    public static async Task CountAsync(WriteSession session, Guid customer, CancellationToken ct)
    {
        await using var count = session.Command($"update customers set case_count = {CaseRow.CountOfCustomer} where id = @id");
        await count.Add("id", customer).RunAsync(ct);
    }

    // Of the two the later asking counts: the person they are is not asked again too soon.
    private static async Task TurnAsync(WriteSession session, Guid kept, Guid gone, CancellationToken ct)
    {
        await using (var later = session.Command(
            """
            insert into survey_turns (customer_id, asked_at) select @kept, asked_at from survey_turns where customer_id = @gone
            on conflict (customer_id) do update set asked_at = case when excluded.asked_at > survey_turns.asked_at then excluded.asked_at else survey_turns.asked_at end
            """))
            await later.Add("kept", kept).Add("gone", gone).RunAsync(ct);
        await using var delete = session.Command("delete from survey_turns where customer_id = @gone");
        await delete.Add("gone", gone).RunAsync(ct);
    }

    // Somebody may have begun to write in both: both beginnings stay, one below the other.
    private static async Task DraftsAsync(WriteSession session, Case kept, Case gone, CancellationToken ct)
    {
        const string Same = "o.case_id = @gone and o.user_id = drafts.user_id and o.visibility = drafts.visibility";
        await RunAsync(session, $"update drafts set text = text || '\n\n' || (select o.text from drafts o where {Same}) where case_id = @kept and exists (select 1 from drafts o where {Same})", kept, gone, ct);
        await RunAsync(session, "delete from drafts where case_id = @gone and exists (select 1 from drafts o where o.case_id = @kept and o.user_id = drafts.user_id and o.visibility = drafts.visibility)", kept, gone, ct);
        await RunAsync(session, "update drafts set case_id = @kept where case_id = @gone", kept, gone, ct);
    }

    private static async Task RunAsync(WriteSession session, string sql, Case kept, Case gone, CancellationToken ct)
    {
        await using var command = session.Command(sql);
        if (sql.Contains("@kept", StringComparison.Ordinal))
            command.Add("kept", kept.Id);
        if (sql.Contains("@gone", StringComparison.Ordinal))
            command.Add("gone", gone.Id);
        await command.RunAsync(ct);
    }
}
