using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

/// <summary>Which reply boxes are open, until when, and how the answer will travel.</summary>
internal static class FacebookRules
{
    /// <summary>Standard messaging window: https://developers.facebook.com/docs/messenger-platform/policy/policy-overview</summary>
    public static readonly TimeSpan MessagingWindow = TimeSpan.FromHours(24);

    /// <summary>With the HUMAN_AGENT tag, for answers a person wrote.</summary>
    public static readonly TimeSpan HumanAgentWindow = TimeSpan.FromDays(7);

    /// <summary>One private reply per comment or visitor post, counted from its creation.</summary>
    public static readonly TimeSpan PrivateReplyWindow = TimeSpan.FromDays(7);

    /// <summary>Messenger, https://developers.facebook.com/docs/messenger-platform/reference/send-api</summary>
    private const int MessageLimit = 2000;

    /// <summary>Repeated by public counters, not found on a page of Meta's; the platform has the last word.</summary>
    private const int CommentLimit = 8000;

    private const long Megabyte = 1024 * 1024;

    /// <summary>One file a message, and no text beside it: https://developers.facebook.com/docs/messenger-platform/send-messages#sending_attachments</summary>
    public static FileRules MessageFiles { get; } = new([new FileSort([], 25 * Megabyte, 1)]) { TextApart = true };

    /// <summary>One photo a comment; Meta's own words for what is refused: less than 4 MB, JPG, PNG, GIF, TIFF, HEIF or WebP.</summary>
    public static FileRules CommentFiles { get; } = new([new FileSort(["image/jpeg", "image/png", "image/gif", "image/webp"], 4 * Megabyte, 1)]);

    public static ReplyBox Box(ReplyContext context, Visibility visibility) => visibility switch
    {
        Visibility.Public => PublicBox(context),
        Visibility.Private => PrivateBox(context),
        _ => ReplyBox.Closed(ClosedReason.NotOffered),
    };

    private static ReplyBox PublicBox(ReplyContext context)
    {
        var written = Inbound(context, Visibility.Public).ToList();
        return written.FirstOrDefault(m => !m.Deleted) is { } target
            ? Open(FacebookModes.Comment, CommentLimit, until: null, target)
            : ReplyBox.Closed(written.Count == 0 ? ClosedReason.NothingToAnswer : ClosedReason.TargetDeleted);
    }

    private static ReplyBox PrivateBox(ReplyContext context)
    {
        // A deleted message still opened the window: what counts is that the customer wrote.
        if (Inbound(context, Visibility.Private).MaxBy(m => m.At) is not { } last) return PrivateReplyBox(context);

        if (context.Now < last.At + MessagingWindow)
            return Open(FacebookModes.Message, MessageLimit, last.At + MessagingWindow, last);
        if (FacebookSettings.HasHumanAgent(context.Account) && context.Now < last.At + HumanAgentWindow)
            return Open(FacebookModes.MessageHumanAgent, MessageLimit, last.At + HumanAgentWindow, last);

        // A later comment brings its own private reply, whatever became of the conversation.
        return PrivateReplyBox(context) is { Open: true } box ? box : ReplyBox.Closed(ClosedReason.WindowClosed);
    }

    private static ReplyBox PrivateReplyBox(ReplyContext context)
    {
        var written = Inbound(context, Visibility.Public).Where(m => m.Kind is FacebookKinds.Comment or FacebookKinds.Post).ToList();
        var standing = written.Where(m => !m.Deleted).ToList();
        if (standing.Count == 0)
            return ReplyBox.Closed(written.Count == 0 ? ClosedReason.NothingToAnswer : ClosedReason.TargetDeleted);

        var fresh = standing.Where(m => context.Now < m.At + PrivateReplyWindow).ToList();
        if (fresh.Count == 0) return ReplyBox.Closed(ClosedReason.PrivateReplyTooLate);

        var used = context.Messages.Where(m => m.Mode == FacebookModes.PrivateReply).Select(m => m.TargetExternalId).ToHashSet();
        return fresh.FirstOrDefault(m => !used.Contains(m.ExternalId)) is { } target
            ? Open(FacebookModes.PrivateReply, MessageLimit, target.At + PrivateReplyWindow, target)
            : ReplyBox.Closed(ClosedReason.PrivateReplyUsed);
    }

    // Newest first; without an id of the platform there is nothing to answer to.
    private static IEnumerable<ReplyContextMessage> Inbound(ReplyContext context, Visibility visibility) => context.Messages
        .Where(m => m.Direction == Direction.Inbound && m.Visibility == visibility && m.ExternalId is not null)
        .Reverse();

    private static ReplyBox Open(string mode, int limit, DateTimeOffset? until, ReplyContextMessage target) =>
        new(Open: true, Reason: null, TextRule.Utf16, limit, until, 0, 0, target.ExternalId, mode)
        {
            Files = mode switch
            {
                FacebookModes.Comment => CommentFiles,
                FacebookModes.PrivateReply => null,
                _ => MessageFiles,
            },
            NoFiles = NoFiles.OneMessageOnly,
        };
}
