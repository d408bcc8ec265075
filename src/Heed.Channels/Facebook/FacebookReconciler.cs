using System.Globalization;
using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>Looks on the platform whether a send whose end is unknown arrived: same author, same text, since it was planned.</summary>
/// <remarks>Meta has no idempotency key and its history does not show our metadata; the echo webhook does, and settles most cases first.</remarks>
internal sealed class FacebookReconciler(ChannelAccount account, FacebookHttp graph, TimeProvider clock)
{
    /// <summary>How far Meta's clock may be behind ours.</summary>
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(2);

    /// <summary>A send that just timed out may still land; "not there" counts only after this.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>Pages read before we say that we can not tell.</summary>
    private const int MostPages = 20;

    private const string MessageFields = "fields=id,created_time,from,to,message,attachments&limit=50";
    private const string CommentFields = "filter=stream&order=reverse_chronological&fields=id,from,message,attachment,created_time&limit=100";

    private enum Found
    {
        No,
        Yes,
        CanNotTell,
    }

    /// <returns>Sent, or Retry at once when it is certainly not there; null when the platform can not say yet.</returns>
    public async Task<SendOutcome?> LookAsync(OutboundMessage message, CancellationToken ct)
    {
        var since = message.PlannedAt - ClockSlack;
        var (found, sent) = message.Mode == FacebookModes.Comment
            ? await LookForCommentAsync(message, since, ct)
            : await LookForMessageAsync(message, since, ct);
        return found switch
        {
            Found.Yes => sent,
            Found.No when clock.GetUtcNow() - message.PlannedAt >= Settling => new SendOutcome.Retry(TimeSpan.Zero, FacebookTrouble.NotThere.As()),
            _ => null,
        };
    }

    private async Task<(Found, SendOutcome?)> LookForCommentAsync(OutboundMessage message, DateTimeOffset since, CancellationToken ct)
    {
        if (!FacebookHttp.IsPlain(message.TargetExternalId)) return (Found.CanNotTell, null);

        // An answer to an answer hangs under the same top comment, so the post's whole stream is asked as well.
        var post = message.ThreadKey.StartsWith(FacebookKeys.Post, StringComparison.Ordinal) ? message.ThreadKey[FacebookKeys.Post.Length..] : null;
        string?[] places = post == message.TargetExternalId || !FacebookHttp.IsPlain(post) ? [message.TargetExternalId] : [message.TargetExternalId, post];
        foreach (var place in places)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"{CommentFields}&since={since.ToUnixTimeSeconds()}");
            var (found, id) = await LookThroughAsync($"{place}/comments", query, message, since, ct);
            if (found != Found.No) return (found, id is null ? null : new SendOutcome.Sent(id));
        }

        return (Found.No, null);
    }

    private async Task<(Found, SendOutcome?)> LookForMessageAsync(OutboundMessage message, DateTimeOffset since, CancellationToken ct)
    {
        // Before a private reply is answered the person's Messenger id may not be known: then every conversation that moved is looked at.
        var person = message.Mode == FacebookModes.PrivateReply || FacebookKeys.IsStandIn(message.Recipient)
            ? ""
            : $"&user_id={Uri.EscapeDataString(message.Recipient)}";
        var query = $"platform=messenger{person}&fields=id,updated_time,participants&limit=25";
        string? after = null;
        var unsure = false;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await graph.GetAsync($"{account.ExternalId}/conversations", query + After(after), ct);
            if (reply.Failure is not null) return (Found.CanNotTell, null);

            foreach (var conversation in reply.Root.Items("data"))
            {
                if (conversation.Time("updated_time") < since) return (unsure ? Found.CanNotTell : Found.No, null); // newest first
                if (conversation.Id("id") is not { } id || !FacebookHttp.IsPlain(id)) return (Found.CanNotTell, null);
                var (found, mid) = await LookThroughAsync($"{id}/messages", MessageFields, message, since, ct);
                if (found == Found.CanNotTell) return (found, null);
                if (mid is null) continue;

                // The same words went to someone at this time: to this person, to another, or to one who can not be told.
                switch (IsWith(conversation, message))
                {
                    case Found.Yes: return (Found.Yes, new SendOutcome.Sent(mid, AliasOf(conversation, message)));
                    case Found.CanNotTell: unsure = true; break;
                    case Found.No: break;
                }
            }

            after = FacebookPaging.Next(reply.Root, after);
            if (after is null) return (unsure ? Found.CanNotTell : Found.No, null);
        }

        return (Found.CanNotTell, null);
    }

    private async Task<(Found, string? Id)> LookThroughAsync(string path, string query, OutboundMessage message, DateTimeOffset since, CancellationToken ct)
    {
        string? after = null;
        for (var page = 0; page < MostPages; page++)
        {
            var reply = await graph.GetAsync(path, query + After(after), ct);
            if (reply.Failure is not null) return (Found.CanNotTell, null);

            var nameless = false;
            var older = false;
            foreach (var item in reply.Root.Items("data"))
            {
                if (item.Time("created_time") < since)
                {
                    older = true;
                    continue;
                }

                if (!IsSame(item, message)) continue;
                if (item.Object("from")?.Id("id") is not { } author) nameless = true;
                else if (author == account.ExternalId && item.Id("id") is { } id) return (Found.Yes, id);
            }

            if (nameless) return (Found.CanNotTell, null);
            after = older ? null : FacebookPaging.Next(reply.Root, after);
            if (after is null) return (Found.No, null);
        }

        return (Found.CanNotTell, null);
    }

    // A private reply reaches people under an id of Messenger's own; then only the name can tell.
    private Found IsWith(JsonElement conversation, OutboundMessage message)
    {
        var others = conversation.Edge("participants").Where(p => p.Id("id") != account.ExternalId).ToList();
        if (others.Exists(p => p.Id("id") == message.Recipient)) return Found.Yes;
        if (message.Mode != FacebookModes.PrivateReply) return others.Count == 0 ? Found.Yes : Found.No; // asked for by user_id
        if (message.RecipientName is not { Length: > 0 } name || others.Count == 0) return Found.CanNotTell;
        return others.Exists(p => p.Text("name") == name) ? Found.Yes
            : others.Exists(p => p.Text("name") is null) ? Found.CanNotTell
            : Found.No;
    }

    private string? AliasOf(JsonElement conversation, OutboundMessage message) => message.Mode != FacebookModes.PrivateReply
        ? null
        : conversation.Edge("participants").Select(p => p.Id("id")).FirstOrDefault(id => id is not null && id != account.ExternalId && id != message.Recipient);

    // A file that went alone is known by being a file; Facebook tells neither its bytes nor always its name.
    private static bool IsSame(JsonElement item, OutboundMessage message) => message.Text.Length > 0
        ? SameText(item.Text("message"), message.Text)
        : string.IsNullOrWhiteSpace(item.Text("message")) && FacebookAttachments.OfApi(item).Count > 0;

    // Facebook trims and writes line ends its own way.
    private static bool SameText(string? there, string here) => there is not null && Plain(there) == Plain(here);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").Trim();

    private static string After(string? cursor) => cursor is null ? "" : $"&after={Uri.EscapeDataString(cursor)}";
}
