using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Ingest;

namespace Heed.Server.Ingest;

/// <summary>Makes a parsed event ready for deciding: gives its message an id, and its HTML the only form that is ever stored.</summary>
internal static class IncomingEvents
{
    public static IngestItem ItemOf(ChannelAccount account, ChannelEvent e, DateTimeOffset receivedAt)
    {
        var id = Guid.CreateVersion7(receivedAt);
        if (e is MessageWritten { Html: { } html } written)
            e = written with { Html = MailHtml.Sanitize(html, cid => $"/attachments/{id}/inline/{Uri.EscapeDataString(cid)}") };
        return new IngestItem(account, e, receivedAt, id);
    }
}
