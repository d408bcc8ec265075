using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>
/// Every platform reports the brand's own messages. One that Heed sent is recognised by our key, else by target and text; the others
/// were written in the network's own app and go on as answers given elsewhere.
/// </summary>
internal static class Echoes
{
    public static void Run(IngestEvent e)
    {
        var written = e.Written;
        if (e.Inbound)
            return;

        var ours = written.OwnKey is { } key ? e.Set.FindOwn(e.Account.Id, key) : null;
        ours ??= e.Set.Unmatched(e.Account.Id).FirstOrDefault(m => Matches(m, e));
        if (ours is null)
            return;
        if (ours.State is MessageState.Sending or MessageState.Unknown)
            SentReplies.Settle(e.Set, ours, written.ExternalId, written.At);
        else if (ours.ExternalId != written.ExternalId)
            e.Set.AddAlias(ours, written.ExternalId);
        e.End("own-echo");
    }

    private static bool Matches(Message sent, IngestEvent e)
    {
        var written = e.Written;
        if (sent.ExternalId is not null || sent.Visibility != written.Visibility)
            return false;
        var sameTarget = sent.TargetExternalId is { } target && target == written.InReplyTo;
        return (sameTarget || sent.ThreadKey == written.ThreadKey)
            // Until it is sent, its time is when it was planned; it may have queued for hours since.
            && written.At >= sent.At - e.Set.Settings.ClockSkew
            && SameText(sent.Text, written.Text);
    }

    // X adds the @mentions it fills in itself in front of the text. Every text ends with no text: files that went alone come back alone.
    private static bool SameText(string ours, string theirs) => string.IsNullOrWhiteSpace(ours)
        ? theirs.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).All(word => word.StartsWith('@'))
        : theirs.AsSpan().TrimEnd().EndsWith(ours.AsSpan().Trim(), StringComparison.Ordinal);
}
