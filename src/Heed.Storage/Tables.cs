using Heed.Core.Cases;
using Heed.Core.Customers;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Storage.Blobs;
using Heed.Storage.Guard;
using Heed.Storage.Intake;
using Heed.Storage.Replies;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage;

/// <summary>The shapes of the tables the hot path writes, read once from the model.</summary>
public sealed class Tables(IDbContextFactory<HeedDb> contexts)
{
    private readonly Lazy<All> all = new(() =>
    {
        using var db = contexts.CreateDbContext();
        return new All(
            TableShape.Of<Delivery>(db.Model, "seq"),
            TableShape.Of<LaneEntry>(db.Model),
            TableShape.Of<SetAside>(db.Model),
            TableShape.Of<WaitingChange>(db.Model),
            TableShape.Of<Customer>(db.Model),
            TableShape.Of<Identity>(db.Model),
            TableShape.Of<Case>(db.Model, "number"),
            TableShape.Of<CaseEventRow>(db.Model),
            TableShape.Of<CaseTag>(db.Model),
            TableShape.Of<CaseStay>(db.Model),
            TableShape.Of<PromiseRow>(db.Model),
            TableShape.Of<Message>(db.Model),
            TableShape.Of<MessageAlias>(db.Model),
            TableShape.Of<AttachmentRow>(db.Model),
            TableShape.Of<Upload>(db.Model),
            TableShape.Of<SecondLook>(db.Model),
            TableShape.Of<ToneRecord>(db.Model),
            TableShape.Of<OutboxEntry>(db.Model));
    });

    public All Shapes => all.Value;

    public sealed record All(
        TableShape<Delivery> Deliveries,
        TableShape<LaneEntry> LaneQueue,
        TableShape<SetAside> SetAsides,
        TableShape<WaitingChange> WaitingChanges,
        TableShape<Customer> Customers,
        TableShape<Identity> Identities,
        TableShape<Case> Cases,
        TableShape<CaseEventRow> CaseEvents,
        TableShape<CaseTag> CaseTags,
        TableShape<CaseStay> CaseStays,
        TableShape<PromiseRow> Promises,
        TableShape<Message> Messages,
        TableShape<MessageAlias> MessageAliases,
        TableShape<AttachmentRow> Attachments,
        TableShape<Upload> Uploads,
        TableShape<SecondLook> SecondLooks,
        TableShape<ToneRecord> ToneRecords,
        TableShape<OutboxEntry> Outbox);
}
