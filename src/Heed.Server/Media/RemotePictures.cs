using Heed.Core.Messages;
using Heed.Server.Inbox;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Media;

/// <summary>
/// Shows the pictures one mail left with its sender, when an agent asks: the server fetches them like any other file that a stranger's
/// link names, keeps them, and the page shows ours. No browser of ours ever asks elsewhere.
/// </summary>
internal sealed class RemotePictures(IDbContextFactory<HeedDb> contexts, MediaFetcher fetcher, TimeProvider clock)
{
    // A newsletter has some thirty; who asks again gets the next.
    private const int MostAtOnce = 60;

    // So long the screen waits for them; what comes later is there at the next look.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);

    public async Task<DeskResult> ShowAsync(Guid messageId, CancellationToken ct)
    {
        if (!await AskAsync(messageId, ct))
            return DeskResult.Refused("not-found");
        using var patience = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await fetcher.CatchUpAsync(both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The fetcher goes on by itself.
        }

        return DeskResult.Ok;
    }

    private async Task<bool> AskAsync(Guid messageId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var extra = await db.Messages.Where(m => m.Id == messageId && m.DeletedAt == null).Select(m => m.Extra).FirstOrDefaultAsync(ct);
        if (MessageExtra.Read(extra).Html is not { } html)
            return false;
        var asked = await db.Attachments.Where(a => a.MessageId == messageId).Select(a => a.ContentId).ToListAsync(ct);
        foreach (var source in BlockedPictures.In(html).Where(s => !asked.Contains(BlockedPictures.IdOf(s))).Take(MostAtOnce))
        {
            db.Attachments.Add(new AttachmentRow
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()),
                MessageId = messageId,
                Name = new Uri(source).Host, // the sanitiser let through only what is an address
                ContentType = MediaType.Unknown,
                Url = Secure(source),
                ContentId = BlockedPictures.IdOf(source),
                Inline = true,
            });
        }

        await db.SaveChangesAsync(ct);
        return true;
    }

    // Many a mail still says http; nothing is fetched that way, and nearly all of those servers speak https.
    private static string Secure(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? string.Concat("https://", source.AsSpan("http://".Length)) : source;
}
