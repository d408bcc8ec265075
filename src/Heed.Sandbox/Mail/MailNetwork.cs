using System.Collections.Concurrent;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Ledger;
using Heed.Sandbox.Webhooks;
using MimeKit;

namespace Heed.Sandbox.Mail;

/// <summary>People who write mail to the brand, and what reaches them from it.</summary>
internal sealed class MailNetwork(DeliveryQueue queue, SandboxLedger ledger, BrandAccounts accounts, IdMint ids, TimeProvider clock) : INetwork
{
    // What a reply needs to know of a mail seen before: who wrote it, where an answer goes, its chain, its words to quote.
    private readonly ConcurrentDictionary<string, Seen> _seen = new(StringComparer.Ordinal);

    public string Name => "mail";

    public async Task<SayResult> SayAsync(BrandAccount account, SayRequest request, CancellationToken ct)
    {
        if (request.Kind != "mail") throw new BadHttpRequestException($"By mail a customer cannot say a '{request.Kind}': mail is known.");
        var at = request.At ?? clock.GetUtcNow();
        var address = request.From.Id.ToLowerInvariant();
        var id = $"{ids.Next()}@{address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]}";
        var answered = request.InReplyTo is null ? null : _seen.GetValueOrDefault(request.InReplyTo.Trim('<', '>'));

        using var mail = MailText.Compose(account, request, answered, id, at);
        var chain = answered is null ? [] : (string[])[.. answered.Chain, answered.Id];
        _seen[id] = new Seen(id, chain, address, mail.Subject ?? "", request.Text, address, at);
        ledger.Record(new SaidEntry(Name, account.Account, id, address, "mail", request.Text, SandboxLedger.Hash(request.Text), at));
        await DeliverAsync(account, address, mail, id);
        return new SayResult(id, chain.Length > 0 ? chain[0] : id);
    }

    public Task<string> EditAsync(BrandAccount account, EditRequest request, CancellationToken ct) =>
        throw new BadHttpRequestException("A mail cannot be edited.");

    public Task DeleteAsync(BrandAccount account, string externalId, CancellationToken ct) =>
        throw new BadHttpRequestException("A mail cannot be taken back.");

    public Task<string> NativeAsync(BrandAccount account, NativeRequest request, CancellationToken ct) =>
        throw new BadHttpRequestException("What the brand writes past Heed does not come by the mail door; a mailbox with IMAP would show it.");

    /// <summary>A mail of the brand arrived at our server: one entry per message, told to its readers.</summary>
    public async Task ReceiveAsync(string envelopeFrom, IReadOnlyList<string> recipients, MimeMessage mail)
    {
        var from = mail.From.Mailboxes.FirstOrDefault()?.Address ?? envelopeFrom;
        var account = accounts.Of(Name).FirstOrDefault(a => string.Equals(a.MailAddress, from, StringComparison.OrdinalIgnoreCase)) ?? accounts.Of(Name).FirstOrDefault();
        var id = mail.MessageId ?? $"{ids.Next()}@sandbox";
        var to = recipients[0].ToLowerInvariant();
        var text = (mail.TextBody ?? mail.HtmlBody ?? "").Trim();
        var replyTo = mail.ReplyTo.Mailboxes.FirstOrDefault()?.Address ?? from;
        _seen[id] = new Seen(id, [.. mail.References], replyTo, mail.Subject ?? "", text, from, clock.GetUtcNow());
        ledger.Record(new DoneEntry(Name, account?.Account ?? "", id, "mail", mail.InReplyTo, to, text, id, clock.GetUtcNow()) { Files = [.. mail.Attachments.OfType<MimePart>().Select(Sent)] });

        // A mailbox that was closed after the mail was taken: the failure comes back as a mail of its own.
        if (account is not null && to.StartsWith("bounce", StringComparison.Ordinal))
        {
            using var bounce = MailText.Bounce(account, mail, id, to, ids.Next(), clock.GetUtcNow());
            await DeliverAsync(account, to, bounce, bounce.MessageId ?? id);
        }
    }

    private static SentFile Sent(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return SentFile.Of(part.FileName ?? "", part.ContentType.MimeType, bytes.ToArray());
    }

    private async Task DeliverAsync(BrandAccount account, string lane, MimeMessage mail, string id)
    {
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes);
        await queue.EnqueueAsync(new Delivery(account, lane, bytes.ToArray(), "message/rfc822",
            [KeyValuePair.Create("Authorization", $"Bearer {account.InboundToken}")], [id]));
    }

    /// <param name="Chain">Message-IDs before it, oldest first.</param>
    /// <param name="AnswerTo">Where an answer to it is sent.</param>
    internal sealed record Seen(string Id, IReadOnlyList<string> Chain, string AnswerTo, string Subject, string Text, string Author, DateTimeOffset At);
}
