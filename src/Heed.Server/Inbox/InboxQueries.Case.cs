using Heed.Core.Cases;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Server.Media;
using Heed.Storage;
using Heed.Storage.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

internal sealed partial class InboxQueries
{
    // Clocks and messages are seen in the thread itself; these are what people did.
    private static readonly string[] ToldKinds =
    [
        "routed", "assigned", "handed-over", "tagged", "untagged", "resolved", "reopened", "echo-recognised",
        "reading-corrected", "returned", "hand-over-asked", "hand-over-refused", "boomerang-stopped", "made-accountable", "promised", "promise-settled", "escalated", "tone-weighed", "marked", "unmarked", "case-merged",
    ];

    /// <summary>One case by its number, or by that of one that became part of it; null when there is none.</summary>
    public async Task<CaseView?> CaseAsync(long number, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var id = await db.Cases.Surviving(c => c.Number == number).FirstOrDefaultAsync(ct);
        return id == Guid.Empty ? null : await CaseAsync(db, id, ct);
    }

    /// <summary>One case by its id; null when there is none.</summary>
    public async Task<CaseView?> CaseAsync(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await CaseAsync(db, await db.Cases.Surviving(c => c.Id == id).FirstOrDefaultAsync(ct), ct);
    }

    /// <summary>The newest messages first, page by page backwards in time; within a page oldest first, as they are read.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public async Task<Page<MessageView>> MessagesAsync(Guid caseId, string? cursor, int limit, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var messages = db.Messages.AsNoTracking().Where(m => m.CaseId == caseId && m.State != MessageState.Cancelled);
        if (Cursor.Read(cursor) is var (key, id))
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(key);
            messages = messages.Where(m => m.At <= at && (m.At < at || m.Id < id));
        }

        var rows = await messages.OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Take(limit + 1).Select(m => new MessageView
        {
            Id = m.Id,
            CaseId = m.CaseId,
            AccountId = m.AccountId,
            ExternalId = m.ExternalId,
            Network = m.Network,
            Direction = m.Direction,
            Visibility = m.Visibility,
            Kind = m.Kind,
            Text = m.Text,
            Language = m.Language,
            State = m.State,
            Failure = m.Failure,
            At = m.At,
            AgentId = m.AgentId,
            // A network tells the name of a new person late: until then a message stands under their number.
            AuthorName = db.Identities.Where(i => i.Id == m.IdentityId && i.ExternalId == m.AuthorName).Select(i => i.Name ?? i.Handle).FirstOrDefault() ?? m.AuthorName,
            EditedAt = m.EditedAt,
            DeletedAt = m.DeletedAt,
            Hidden = m.Hidden,
            Automatic = m.Automatic,
            SenderUnverified = m.SenderUnverified,
            Reaction = m.Reaction,
            AttachmentCount = m.AttachmentCount,
            ExtraJson = m.Extra,
            ReadingJson = m.Reading,
        }).ToListAsync(ct);

        var next = rows.Count > limit ? new Cursor(rows[limit - 1].At.ToUnixTimeMilliseconds(), rows[limit - 1].Id).ToString() : null;
        if (next is not null)
            rows.RemoveAt(limit);
        rows.Reverse();
        return new Page<MessageView>(await DressAsync(db, rows, ct), next);
    }

    /// <summary>What people and rules did to a case: the latest two hundred, oldest first.</summary>
    public async Task<IReadOnlyList<CaseEventView>> EventsAsync(Guid caseId, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var past = db.Cases.WithMerged(caseId);
        var rows = await db.CaseEvents.AsNoTracking()
            .Where(e => past.Contains(e.CaseId) && ToldKinds.Contains(e.Kind))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.Version).Take(200).ToListAsync(ct);
        rows.Reverse();
        var actors = rows.Select(e => e.ActorId).OfType<Guid>().Distinct().ToList();
        var names = actors.Count == 0 ? [] : await db.Users.AsNoTracking().Where(u => actors.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        var told = rows.ConvertAll(e => new CaseEventView(e.CaseId, e.Version, e.Read(), e.ActorId is { } a ? names.GetValueOrDefault(a) : null));
        // A remark about the tone that is no plain fault is for the figures; what turned out to be sent from here was not given elsewhere.
        var ours = told.Select(e => e.Event).OfType<EchoRecognised>().Select(e => e.MessageId).ToHashSet();
        return [.. told.Where(e => e.Event is not ToneWeighed tone || (tone.Plainly && !(tone.Elsewhere is not null && ours.Contains(tone.MessageId))))];
    }

    /// <summary>The files of these messages.</summary>
    internal static async Task<ILookup<Guid, AttachmentView>> FilesAsync(HeedDb db, IReadOnlyCollection<Guid> messages, CancellationToken ct)
    {
        var files = messages.Count == 0 ? [] : await db.Attachments.AsNoTracking().Where(a => messages.Contains(a.MessageId)).OrderBy(a => a.Id)
            .Select(a => new AttachmentView(a.Id, a.MessageId, a.Name, a.ContentType, a.Size, a.Inline, a.ContentId, a.Sha256 != null, a.Failure)).ToListAsync(ct);
        return files.ToLookup(f => f.MessageId);
    }

    private static async Task<IReadOnlyList<MessageView>> DressAsync(HeedDb db, List<MessageView> rows, CancellationToken ct)
    {
        // Pictures an agent asked for are files that no one counted when the mail came.
        var withFiles = rows.Where(m => m.AttachmentCount > 0 || m.ExtraJson?.Contains(BlockedPictures.Attribute, StringComparison.Ordinal) == true).Select(m => m.Id).ToList();
        var files = await FilesAsync(db, withFiles, ct);
        var planned = rows.Where(m => m.State == MessageState.Planned).Select(m => m.Id).ToList();
        var sendAt = planned.Count == 0 ? [] : await db.Outbox.AsNoTracking().Where(o => planned.Contains(o.MessageId) && o.Attempts == 0)
            .ToDictionaryAsync(o => o.MessageId, o => o.SendAt, ct);
        return
        [
            .. rows.Select(m => m with
            {
                Extra = MessageExtra.Read(m.ExtraJson),
                Attachments = [.. files[m.Id]],
                SendAt = sendAt.TryGetValue(m.Id, out var at) ? at : null,
            }),
        ];
    }

    private static async Task<CaseView?> CaseAsync(HeedDb db, Guid id, CancellationToken ct)
    {
        var rows = await WithCustomers(db, db.Cases.AsNoTracking().Where(c => c.Id == id)).Select(Row).ToListAsync(ct);
        if (rows.Count == 0)
            return null;
        var item = (await DressAsync(db, rows, ct))[0];
        var department = item.DepartmentId is { } d ? await db.Departments.Where(x => x.Id == d).Select(x => x.Name).FirstOrDefaultAsync(ct) : null;
        var customer = await CustomerAsync(db, item.CustomerId, ct) ?? throw new InvalidOperationException($"Case {item.Number} has no customer: the foreign key promises one.");
        var used = db.Messages.Where(m => m.CaseId == id).Select(m => m.AccountId).Distinct();
        var accounts = await db.ChannelAccounts.AsNoTracking().Where(a => used.Contains(a.Id)).Select(a => new AccountView(a.Id, a.Network, a.Name, a.Handle, a.Brand)).ToListAsync(ct);
        return new CaseView(item, department, customer, accounts);
    }
}
