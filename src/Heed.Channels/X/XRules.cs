using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>Which reply boxes are open on X, by which rule and at what price (pay-per-use list of August 2026).</summary>
internal static class XRules
{
    private const long SummonedReplyCost = 10_000;
    private const long LinkPostCost = 200_000;
    private const long DirectMessageCost = 15_000;

    private const long Megabyte = 1024 * 1024;
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/webp"];
    private static readonly string[] Films = ["video/mp4", "video/quicktime"];

    /// <summary>Up to four pictures, or one GIF, or one film: https://docs.x.com/x-api/media/quickstart/best-practices</summary>
    public static FileRules PostFiles { get; } = new(
        [new FileSort(Pictures, 5 * Megabyte, 4), new FileSort(["image/gif"], 15 * Megabyte, 1), new FileSort(Films, 512 * Megabyte, 1)]);

    /// <summary>A direct message takes one.</summary>
    public static FileRules DirectFiles { get; } = new(
        [new FileSort(Pictures, 5 * Megabyte, 1), new FileSort(["image/gif"], 15 * Megabyte, 1), new FileSort(Films, 512 * Megabyte, 1)]);

    public static ReplyBox Box(ReplyContext context, Visibility visibility) => visibility switch
    {
        Visibility.Public => PublicBox(context),
        Visibility.Private => PrivateBox(context),
        _ => ReplyBox.Closed(ClosedReason.NotOffered),
    };

    /// <summary>A self-serve app may answer only a post whose author mentioned or quoted the brand; an enterprise app any.</summary>
    private static ReplyBox PublicBox(ReplyContext context)
    {
        var posts = context.Messages.Where(m => m is { Direction: Direction.Inbound, Visibility: Visibility.Public, ExternalId: not null }).ToList();
        if (posts.Count == 0)
            return ReplyBox.Closed(ClosedReason.NothingToAnswer);

        posts.RemoveAll(m => m.Deleted);
        if (posts.Count == 0)
            return ReplyBox.Closed(ClosedReason.TargetDeleted);

        var enterprise = XSettings.IsEnterprise(context.Account);
        var target = enterprise ? posts[^1] : posts.LastOrDefault(m => m.Summons);
        if (target is null)
            return ReplyBox.Closed(ClosedReason.NotSummoned);

        return new ReplyBox(
            true, null, TextRule.XWeighted, XSettings.PostLimit(context.Account), null,
            enterprise ? 0 : SummonedReplyCost, enterprise ? 0 : LinkPostCost, target.ExternalId, XSender.ReplyMode)
        {
            Files = PostFiles,
        };
    }

    /// <summary>X has no time window; whether the customer accepts direct messages only X's answer tells.</summary>
    private static ReplyBox PrivateBox(ReplyContext context)
    {
        var inbound = context.Messages.Where(m => m is { Direction: Direction.Inbound, ExternalId: not null }).ToList();
        if (inbound.Count == 0)
            return ReplyBox.Closed(ClosedReason.NothingToAnswer);

        var target = inbound.LastOrDefault(m => m.Visibility == Visibility.Private && !m.Deleted) ?? inbound[^1];
        var cost = XSettings.IsEnterprise(context.Account) ? 0 : DirectMessageCost;
        return new ReplyBox(true, null, TextRule.Utf16, XText.DirectMessageLimit, null, cost, cost, target.ExternalId, XSender.DirectMode) { Files = DirectFiles };
    }
}
