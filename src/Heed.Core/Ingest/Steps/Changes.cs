using System.Diagnostics;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>Everything that is not a new message: it changes one that is there, or waits for it.</summary>
internal static class Changes
{
    public static void Run(IngestEvent e)
    {
        switch (e.Item.Event)
        {
            case MessageWritten:
                return;
            case MessageEdited edited when Target(e, edited.ExternalId) is { } message:
                Edit(e.Set, message, edited.Text, edited.At);
                break;
            case MessageDeleted deleted when Target(e, deleted.ExternalId) is { } message:
                Delete(e.Set, message, deleted.At);
                break;
            case MessageHidden hidden when Target(e, hidden.ExternalId) is { } message:
                message.Hidden = hidden.Hidden;
                e.Set.Changed(message);
                break;
            case MessageReacted reacted when Target(e, reacted.ExternalId) is { } message:
                message.Reaction = reacted.Emoji;
                e.Set.Changed(message);
                break;
            case ReceiptArrived receipt:
                Receipts(e, receipt);
                break;
            case AccountRevoked revoked:
                e.Set.Revoked[e.Account.Id] = revoked.Reason;
                break;
            case MessageEdited or MessageDeleted or MessageHidden or MessageReacted:
                break; // Target() has put it to wait
            default:
                throw new UnreachableException($"No way to take in a {e.Item.Event.GetType().Name}.");
        }

        if (e.Ended is null)
            e.End("changed");
    }

    /// <summary>Newest time wins; the text before is kept to be shown, and the list shows the new one.</summary>
    public static void Edit(WorkingSet set, Message message, string text, DateTimeOffset at)
    {
        if (message.DeletedAt is not null || message.EditedAt >= at || message.Text == text)
            return;
        var extra = MessageExtra.Read(message.Extra);
        message.Extra = (extra with { Earlier = [.. extra.Earlier ?? [], new EarlierText(message.Text, at)] }).Write();
        message.Text = text;
        message.EditedAt = at;
        set.Changed(message);
        if (set.FindCase(message.CaseId) is { } c)
        {
            set.Append(c, new MessageReworded(message.Id, message.At, Waits.PreviewOf(text)) { At = at });
            if (message.Direction == Direction.Outbound)
                Tones.Weigh(set, c, message, at);
        }
    }

    /// <summary>The content goes, everywhere; a tombstone stays, and a wait that was only for this message ends.</summary>
    private static void Delete(WorkingSet set, Message message, DateTimeOffset at)
    {
        if (message.DeletedAt is not null)
            return;
        message.Text = "";
        message.Extra = null;
        message.DeletedAt = at;
        set.Changed(message);
        if (set.FindCase(message.CaseId) is { } c)
            set.Append(c, new MessageRemoved(message.Id, message.At) { At = at });
    }

    private static void Receipts(IngestEvent e, ReceiptArrived receipt)
    {
        foreach (var id in receipt.ExternalIds)
        {
            if (e.FindMessage(id) is { } message)
                Advance(e.Set, message, receipt);
            else if (receipt.State == MessageState.Failed)
                e.Set.Wait(e.Account.Id, id, e.Item); // a bounce matters; a lost "delivered" is healed by the next one
        }

        // A watermark speaks of one person's thread, not of everybody's.
        if (receipt.Watermark is { } until && e.Set.FindIdentity(receipt.Customer.Key) is { } reader)
        {
            foreach (var message in e.Set.SentTo(reader.CustomerId).Where(m => m.AccountId == e.Account.Id && m.At <= until))
                Advance(e.Set, message, receipt);
        }
    }

    // Sent < Delivered < Read; a failure told later (a bounce) beats them all.
    private static void Advance(WorkingSet set, Message message, ReceiptArrived receipt)
    {
        var known = message.State is MessageState.Sent or MessageState.Delivered or MessageState.Read;
        if (!known || message.Direction != Direction.Outbound || (receipt.State != MessageState.Failed && receipt.State <= message.State))
            return;
        message.State = receipt.State;
        message.Failure = receipt.State == MessageState.Failed ? receipt.Reason : message.Failure;
        set.AdvancedMessages.Add(message);
    }

    private static Message? Target(IngestEvent e, string externalId)
    {
        if (e.FindMessage(externalId) is { } message)
            return message;
        e.WaitFor(externalId);
        return null;
    }
}
