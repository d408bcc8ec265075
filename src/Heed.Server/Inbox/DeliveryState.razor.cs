using Heed.Core.Messages;

namespace Heed.Server.Inbox;

/// <summary>What became of a reply: a word and an icon for each state of the ledger.</summary>
public sealed partial class DeliveryState
{
    private string Word => Message.State switch
    {
        MessageState.Received or MessageState.Sent => "sent",
        MessageState.Planned => "planned",
        MessageState.Sending => "sending",
        MessageState.Delivered => "delivered",
        MessageState.Read => "read",
        MessageState.Failed => "failed",
        MessageState.Unknown => "unknown",
        MessageState.Cancelled => "cancelled",
    };

    private string Symbol => Message.State switch
    {
        MessageState.Received or MessageState.Sent => "check",
        MessageState.Planned or MessageState.Sending => "clock",
        MessageState.Delivered => "check-twice",
        MessageState.Read => "eye",
        MessageState.Failed or MessageState.Unknown => "alert",
        MessageState.Cancelled => "undo",
    };

    private string Look => Message.State switch
    {
        MessageState.Failed => "failed",
        MessageState.Unknown => "unsure",
        _ => "",
    };
}
