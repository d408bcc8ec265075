using System.Diagnostics;
using Heed.Core.Channels;
using Heed.Core.Ingest;
using Heed.Core.Messages;
using Heed.Server.Inbox;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Replies;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Replies;

/// <summary>Sends one reply and writes down how it ended. No network call stands inside a transaction, and no step is taken before the one ahead of it is committed.</summary>
internal sealed partial class ReplySender(
    OutboxStore outbox, SettledReplies settled, CaseNews news, ChannelCatalog catalog, OutboundMessages messages, IHttpClientFactory http, TimeProvider clock, ILogger<ReplySender> logger)
{
    // After this many certain failures a person decides; with the waits of the channels this is about a day.
    private const int MaxAttempts = 30;
    private const int MaxLooks = 40;

    /// <summary>The platform needs a moment before it can say what became of a send.</summary>
    public static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(16);

    /// <returns>What the platform said about its limits.</returns>
    public async Task<RateSignal?> SendAsync(ChannelAccount account, DueReply due, CancellationToken ct)
    {
        var (entry, message) = due;
        var now = clock.GetUtcNow();
        if (!await outbox.MoveAsync(message.Id, MessageState.Planned, MessageState.Sending, now, entry.Attempts + 1, null, now, ct))
            return null; // taken back in the last moment

        var outgoing = await messages.OfAsync(due.Message, ct);
        SendOutcome outcome;
        try
        {
            var client = http.CreateClient("channels");
            client.Timeout += outgoing.UploadTime;
            outcome = await catalog.ChannelOf(account).SendAsync(account, outgoing, client, ct);
        }
        catch (Exception e) // a channel that breaks its promise may have sent it all the same: look, never repeat
        {
            LogBroken(message.Id, e);
            outcome = new SendOutcome.Unknown(LineTrouble.BrokeOff.As());
        }

        await RecordAsync(account, message, MessageState.Sending, entry.Attempts + 1, outcome, ct);
        return outcome.Rate;
    }

    /// <summary>Looks on the platform for a reply nobody knows the end of. It is sent again only when it is certainly not there.</summary>
    public async Task<RateSignal?> ReconcileAsync(ChannelAccount account, DueReply due, CancellationToken ct)
    {
        var (entry, message) = due;
        var outgoing = await messages.OfAsync(message, ct);
        var outcome = await catalog.ChannelOf(account).ReconcileAsync(account, outgoing, http.CreateClient("channels"), ct)
            ?? new SendOutcome.Unknown(Trouble.Read(entry.Reason) ?? LineTrouble.NoWord.As());
        await RecordAsync(account, message, MessageState.Unknown, entry.Attempts + 1, outcome, ct);
        return outcome.Rate;
    }

    /// <summary>Puts a reply off whose step broke in the middle: what became of it is looked up later, at growing intervals.</summary>
    public async Task PutOffAsync(DueReply due, CancellationToken ct)
    {
        var (entry, message) = due;
        var now = clock.GetUtcNow();
        foreach (var from in (MessageState[])[MessageState.Sending, MessageState.Unknown])
        {
            if (await outbox.MoveAsync(message.Id, from, MessageState.Unknown, NextLook(now, from, entry.Attempts + 1), entry.Attempts + 1, LineTrouble.BrokeOff.As().Stored, now, ct))
                return;
        }
    }

    private async Task RecordAsync(ChannelAccount account, Message message, MessageState from, int attempts, SendOutcome outcome, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                await settled.SettleAsync(account, message, sent, ct);
                break;
            case SendOutcome.Retry retry when attempts < MaxAttempts:
                await outbox.MoveAsync(message.Id, from, MessageState.Planned, now + retry.After, attempts, retry.Why.Stored, now, ct);
                break;
            case SendOutcome.Retry retry:
                await outbox.MoveAsync(message.Id, from, MessageState.Failed, now, attempts, retry.Why.Stored, now, ct);
                break;
            case SendOutcome.Refused refused:
                await outbox.MoveAsync(message.Id, from, MessageState.Failed, now, attempts, refused.Why.Stored, now, ct);
                break;
            case SendOutcome.Disconnected disconnected:
                await outbox.MoveAsync(message.Id, from, MessageState.Failed, now, attempts, disconnected.Why.Stored, now, ct);
                await settled.DisconnectAsync(account, disconnected.Why, ct);
                break;
            case SendOutcome.Unknown unknown:
                await outbox.MoveAsync(message.Id, from, MessageState.Unknown, NextLook(now, from, attempts), attempts, unknown.Why.Stored, now, ct);
                break;
            default:
                throw new UnreachableException();
        }

        LogOutcome(message.Id, outcome.GetType().Name, attempts);
        if (outcome is not SendOutcome.Sent)
            await news.TellAsync(message.CaseId, ct);
    }

    // Sooner at first, then every ten minutes; after MaxLooks only a person or an echo can tell.
    private static DateTimeOffset NextLook(DateTimeOffset now, MessageState from, int attempts) =>
        from == MessageState.Sending ? now + FirstLook
        : attempts >= MaxLooks ? now.AddYears(10)
        : now.AddSeconds(Math.Min(600, 10 * attempts));

    [LoggerMessage(LogLevel.Error, "Sending reply {Message} broke off")]
    private partial void LogBroken(Guid message, Exception e);

    [LoggerMessage(LogLevel.Information, "Reply {Message}: {Outcome} at attempt {Attempt}")]
    private partial void LogOutcome(Guid message, string outcome, int attempt);
}
