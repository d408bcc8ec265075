using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Core.Surveys;
using Heed.Storage.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Cases;

/// <summary>What deciding needs to know about a batch, and what it changed: loaded in a handful of queries, saved in one transaction.</summary>
public sealed partial class IngestStore(IDbContextFactory<HeedDb> contexts, Tables tables)
{
    /// <summary>Fills the set with everything the batch touches.</summary>
    public async Task LoadAsync(WorkingSet set, IReadOnlyList<IngestItem> items, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

        var caseIds = new HashSet<Guid>();
        var customerIds = new HashSet<Guid>();
        foreach (var account in items.GroupBy(i => i.Account.Id))
        {
            var related = await MessagesAsync(db, set, account.Key, [.. account.SelectMany(Ids).Distinct()], ct);
            foreach (var message in related)
            {
                caseIds.Add(message.CaseId);
                customerIds.Add(message.CustomerId);
            }

            if (account.Any(i => i.Event is MessageWritten { Direction: Direction.Outbound }))
                caseIds.UnionWith(await UnmatchedAsync(db, set, account.Key, [.. account.Select(OwnKey).OfType<string>()], ct));
        }

        caseIds.UnionWith(await SignedAsync(db, set, [.. items.Select(i => (i.Event as MessageWritten)?.SignedCaseId).OfType<Guid>()], ct));
        await CustomersAsync(db, set, items, customerIds, ct);
        if (set.HearsSurveys)
            caseIds.UnionWith(await AsksAsync(db, set, items, customerIds, ct));
        await CasesAsync(db, set, caseIds, customerIds, items, ct);
        await UnansweredAsync(db, set, items, ct);
        await SentAsync(db, set, items, ct);
    }

    private static IEnumerable<string> Ids(IngestItem item) => item.Event switch
    {
        MessageWritten m => [m.ExternalId, .. m.EarlierIds, .. m.References, .. m.InReplyTo is { } parent ? [parent] : Array.Empty<string>()],
        MessageEdited m => [m.ExternalId],
        MessageDeleted m => [m.ExternalId],
        MessageHidden m => [m.ExternalId],
        MessageReacted m => [m.ExternalId],
        ReceiptArrived m => m.ExternalIds,
        _ => [],
    };

    private static string? OwnKey(IngestItem item) => (item.Event as MessageWritten)?.OwnKey;

    private static async Task<List<Message>> MessagesAsync(HeedDb db, WorkingSet set, Guid account, List<string> ids, CancellationToken ct)
    {
        var found = await db.Messages.Where(m => m.AccountId == account && ids.Contains(m.ExternalId!)).ToListAsync(ct);
        foreach (var message in found)
            set.Load(message);

        var aliases = await db.MessageAliases.Where(a => a.AccountId == account && ids.Contains(a.ExternalId))
            .Join(db.Messages, a => a.MessageId, m => m.Id, (a, m) => new { a.ExternalId, Message = m })
            .ToListAsync(ct);
        foreach (var alias in aliases)
        {
            var message = set.FindMessage(account, alias.Message.ExternalId ?? "") ?? alias.Message;
            set.Load(message, alias.ExternalId);
            found.Add(message);
        }

        foreach (var change in await db.WaitingChanges.Where(w => w.AccountId == account && ids.Contains(w.ExternalId)).ToListAsync(ct))
            set.Load(change);
        return found;
    }

    // The cases that our own signed addresses name, or what those have become part of since.
    private static async Task<IEnumerable<Guid>> SignedAsync(HeedDb db, WorkingSet set, HashSet<Guid> signed, CancellationToken ct)
    {
        if (signed.Count == 0)
            return [];
        var merged = await db.Cases.IgnoreQueryFilters().Where(c => signed.Contains(c.Id) && c.MergedIntoId != null).Select(c => new { c.Id, Into = c.MergedIntoId!.Value }).ToListAsync(ct); // filtered
        foreach (var gone in merged)
            set.LoadMerged(gone.Id, gone.Into);
        return signed.Concat(merged.Select(m => m.Into));
    }

    // Replies whose echo may be in this batch; returns the cases it may settle. All of unknown end, however old: there are few.
    private static async Task<IEnumerable<Guid>> UnmatchedAsync(HeedDb db, WorkingSet set, Guid account, List<string> ownKeys, CancellationToken ct)
    {
        var replies = await db.Outbox
            .Where(o => o.AccountId == account && (o.State == MessageState.Sending || o.State == MessageState.Unknown))
            .Join(db.Messages, o => o.MessageId, m => m.Id, (o, m) => m)
            .ToListAsync(ct);
        if (ownKeys.Count > 0)
        {
            var known = replies.Select(m => m.Id).ToHashSet();
            replies.AddRange((await db.Messages.Where(m => m.AccountId == account && ownKeys.Contains(m.OwnKey!)).ToListAsync(ct)).Where(m => !known.Contains(m.Id)));
        }

        foreach (var reply in replies)
            set.LoadUnmatched(reply.ExternalId is { } id && set.FindMessage(account, id) is { } known ? known : reply);
        return replies.Where(m => m.State is MessageState.Sending or MessageState.Unknown).Select(m => m.CaseId);
    }

    // What a "read up to here" speaks of: the private replies of those who read.
    private static async Task SentAsync(HeedDb db, WorkingSet set, IReadOnlyList<IngestItem> items, CancellationToken ct)
    {
        var readers = items.Where(i => i.Event is ReceiptArrived { Watermark: not null })
            .Select(i => set.FindIdentity(i.Event.Customer.Key)?.CustomerId).OfType<Guid>().ToHashSet().ToList();
        if (readers.Count == 0)
            return;
        var accounts = items.Select(i => i.Account.Id).Distinct().ToList();
        // In two questions, so that the index by case serves.
        var cases = await db.Cases.Where(c => readers.Contains(c.CustomerId)).Select(c => c.Id).ToListAsync(ct);
        var sent = await db.Messages
            .Where(m => cases.Contains(m.CaseId) && accounts.Contains(m.AccountId) && m.Direction == Direction.Outbound && m.Visibility == Visibility.Private
                && (m.State == MessageState.Sent || m.State == MessageState.Delivered))
            .ToListAsync(ct);
        foreach (var message in sent)
            set.LoadSent(message);
    }

    private static async Task CustomersAsync(HeedDb db, WorkingSet set, IReadOnlyList<IngestItem> items, HashSet<Guid> customerIds, CancellationToken ct)
    {
        foreach (var space in items.Select(i => i.Event.Customer.Key).Distinct().GroupBy(k => k.Space))
        {
            var ids = space.Select(k => k.Id).ToList();
            foreach (var identity in await db.Identities.Where(i => i.Space == space.Key && ids.Contains(i.ExternalId)).ToListAsync(ct))
            {
                set.Load(identity);
                customerIds.Add(identity.CustomerId);
            }
        }

        if (customerIds.Count == 0)
            return;
        var customers = customerIds.ToList();
        foreach (var customer in await db.Customers.Where(c => customers.Contains(c.Id)).ToListAsync(ct))
            set.Load(customer);
        foreach (var identity in await db.Identities.Where(i => customers.Contains(i.CustomerId)).ToListAsync(ct))
        {
            if (set.FindIdentity(new IdentityKey(identity.Space, identity.ExternalId)) is null)
                set.Load(identity);
        }
    }

    // What those who write were asked lately; returns the cases it was about.
    private static async Task<IEnumerable<Guid>> AsksAsync(HeedDb db, WorkingSet set, IReadOnlyList<IngestItem> items, HashSet<Guid> customerIds, CancellationToken ct)
    {
        var written = items.Where(i => i.Event is MessageWritten { Direction: Direction.Inbound, Visibility: Visibility.Private }).Select(i => i.Event.At).ToList();
        if (written.Count == 0 || customerIds.Count == 0)
            return [];
        var since = written.Min().AddDays(-SurveyAsk.Days);
        var customers = customerIds.ToList();
        var asked = await db.Surveys.Where(s => customers.Contains(s.CustomerId) && s.AskedAt >= since && s.ByMessage != "").ToListAsync(ct);
        foreach (var survey in asked)
            set.Load(new SurveyAsk(survey.Id, survey.CaseId, survey.CustomerId, survey.AccountId, SurveyRow.Read(survey.ByMessage), survey.AskedAt, survey.AskedAt.AddDays(SurveyAsk.Days)));
        return asked.Select(s => s.CaseId);
    }

    // Those the batch speaks of, and of every customer the open ones, each brand's latest resolved, and those a customer may be coming back with.
    private static async Task CasesAsync(HeedDb db, WorkingSet set, HashSet<Guid> caseIds, HashSet<Guid> customerIds, IReadOnlyList<IngestItem> items, CancellationToken ct)
    {
        if (caseIds.Count == 0 && customerIds.Count == 0)
            return;
        var ids = caseIds.ToList();
        var customers = customerIds.ToList();
        var recent = items.Min(i => i.Event.At) - set.Settings.ReturnWithin;
        var cases = await db.Cases
            .Where(c => ids.Contains(c.Id)
                // The customer first, for both: else SQLite finds the open ones by walking the queue of all open cases.
                || (customers.Contains(c.CustomerId)
                    && (c.Status == CaseStatus.Open || c.LastMessageAt >= recent || c.LastMessageAt == db.Cases.Where(o => o.CustomerId == c.CustomerId && o.Brand == c.Brand).Max(o => o.LastMessageAt))))
            .ToListAsync(ct);
        foreach (var c in cases)
            set.Load(c);
    }

    private static async Task UnansweredAsync(HeedDb db, WorkingSet set, IReadOnlyList<IngestItem> items, CancellationToken ct)
    {
        if (!items.Any(i => i.Event is MessageWritten { Direction: Direction.Outbound, Visibility: Visibility.Private }))
            return;
        var waiting = set.LoadedCases.Where(c => c.WaitingSince is not null).ToList();
        if (waiting.Count == 0)
            return;
        var ids = waiting.ConvertAll(c => c.Id);
        var since = waiting.Min(c => c.WaitingSince!.Value); // filtered above
        var messages = await db.Messages
            .Where(m => ids.Contains(m.CaseId) && m.Direction == Direction.Inbound && m.At >= since && m.AnsweredAt == null && !m.Automatic)
            .ToListAsync(ct);
        foreach (var message in messages)
            set.LoadUnanswered(message);
    }
}
