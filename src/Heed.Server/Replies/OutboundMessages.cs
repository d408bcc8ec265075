using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Surveys;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>Puts together what a channel needs to send a reply: whom it goes to, what it answers, its files.</summary>
internal sealed class OutboundMessages(IDbContextFactory<HeedDb> contexts, SurveyLinks links)
{
    public async Task<OutboundMessage> OfAsync(Message message, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var recipient = await db.Identities.AsNoTracking().FirstAsync(i => i.Id == message.IdentityId, ct);
        var target = message.TargetExternalId is { } id
            ? await db.Messages.AsNoTracking().FirstOrDefaultAsync(m => m.AccountId == message.AccountId && (m.ExternalId == id || m.LatestId == id), ct)
            : null;
        var answered = MessageExtra.Read(target?.Extra);
        var files = await db.Attachments.AsNoTracking().Where(a => a.MessageId == message.Id).OrderBy(a => a.Id)
            .Join(db.Blobs, a => a.Sha256, b => b.Sha256, (a, b) => new Attachment(a.Name, a.ContentType, a.Url, b.Content, a.ContentId, a.Inline))
            .ToListAsync(ct);

        string[] references = target is null ? [] : [.. (answered.References ?? []).Reverse(), target.ExternalId ?? ""];
        return new OutboundMessage(
            message.Id, message.CaseId, message.Visibility, message.Mode ?? "", recipient.ExternalId, recipient.Name, message.TargetExternalId, message.ThreadKey,
            await links.UnveilAsync(db, message, ct), answered.Subject, references, answered.Cc ?? [], files, message.OwnKey ?? message.Id.ToString("n"), message.At);
    }
}
