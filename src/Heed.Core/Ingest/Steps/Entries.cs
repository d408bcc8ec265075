using System.Security.Cryptography;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>The message itself, as the thread will show it, with its attachments.</summary>
internal static class Entries
{
    public static void Run(IngestEvent e)
    {
        var written = e.Written;
        e.Message = new Message
        {
            Id = e.Item.MessageId,
            CaseId = e.Case.Id,
            CustomerId = e.Customer.Id,
            AccountId = e.Account.Id,
            ExternalId = written.ExternalId,
            Network = e.Account.Network,
            Direction = written.Direction,
            Visibility = written.Visibility,
            Kind = written.Kind,
            ThreadKey = written.ThreadKey,
            InReplyTo = written.InReplyTo,
            Text = written.Text,
            Language = e.Language,
            State = e.Inbound ? MessageState.Received : MessageState.Sent,
            At = written.At,
            ReceivedAt = e.Item.ReceivedAt,
            IdentityId = e.Identity.Id,
            AuthorName = e.Inbound ? e.Identity.Name ?? e.Identity.Handle ?? e.Customer.Name : written.Signature ?? e.Account.Handle,
            Signature = written.Signature,
            TargetExternalId = e.Inbound ? null : written.InReplyTo,
            EditedAt = written.EarlierIds.Count > 0 ? written.At : null,
            Summons = written.Summons,
            Automatic = written.Automatic,
            SenderUnverified = written.SenderUnverified || (written.SignedCaseId is not null && e.Case.CustomerId != e.Customer.Id),
            AttachmentCount = written.Attachments.Count,
            Reading = e.Reading?.Write(),
            Extra = Extra(written),
        };
        e.Set.Add(e.Message);

        // All versions of a post, should one of the earlier ones still come.
        foreach (var earlier in written.EarlierIds)
            e.Set.AddAlias(e.Message, earlier);
        foreach (var attachment in written.Attachments)
            Attach(e, attachment);
    }

    private static void Attach(IngestEvent e, Attachment attachment)
    {
        string? sha = null;
        if (attachment.Content is { } content)
        {
            sha = Convert.ToHexStringLower(SHA256.HashData(content));
            e.Set.NewBlobs.Add((sha, content));
        }

        e.Set.NewAttachments.Add(new AttachmentRow
        {
            Id = Guid.CreateVersion7(e.Item.ReceivedAt),
            MessageId = e.Message.Id,
            Name = attachment.Name,
            ContentType = attachment.ContentType,
            Size = attachment.Content?.LongLength,
            Url = attachment.Url,
            ContentId = attachment.ContentId,
            Inline = attachment.Inline,
            Sha256 = sha,
        });
    }

    private static string? Extra(MessageWritten w)
    {
        if (w is { QuotedText: null, Html: null, Subject: null, Cc.Count: 0, References.Count: 0, Rating: null, Place: null, Client: null, Permalink: null })
            return null;
        return new MessageExtra
        {
            Quoted = w.QuotedText,
            Html = w.Html,
            Subject = w.Subject,
            Cc = w.Cc.Count > 0 ? w.Cc : null,
            References = w.References.Count > 0 ? w.References : null,
            Rating = w.Rating,
            Place = w.Place,
            Client = w.Client,
            Permalink = w.Permalink,
        }.Write();
    }
}
