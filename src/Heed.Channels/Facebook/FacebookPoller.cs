using System.Globalization;
using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>Looks back on the Page for what the webhooks may have missed: visitor posts, comments, Messenger.</summary>
/// <remarks>
/// Meta drops a webhook after 36 hours of failures and offers no replay. Its lists come newest first; what one call
/// of <see cref="PollAsync"/> gathers is handed over oldest first. Ratings have no list worth reading and come by webhook only.
/// </remarks>
internal sealed class FacebookPoller(ChannelAccount account, FacebookHttp graph, TimeProvider clock)
{
    /// <summary>Calls in one go: the Conversations API allows two a second, and answers to customers must not wait behind us.</summary>
    private const int MostCalls = 40;

    /// <summary>People still comment on posts of the last weeks; older ones are left to the webhooks.</summary>
    private static readonly TimeSpan PostAge = TimeSpan.FromDays(30);

    /// <summary>Reads leave the last fifth of the rate limit to the replies.</summary>
    private const int ReservePercent = 80;

    /// <summary>Messages asked for along with their conversation.</summary>
    private const int FirstMessages = 25;

    private const string CommentFields = "id,from,message,created_time,parent{id,from},attachment,permalink_url";
    private const string MessageFields = "id,created_time,from,to,message,attachments,sticker";

    private readonly List<FacebookEnvelope.Item> _found = [];
    private int _calls;
    private RateSignal? _rate;
    private SendOutcome? _failure;
    private Trouble? _why;

    public async Task<PollResult> PollAsync(string? stored, CancellationToken ct)
    {
        var cursor = FacebookCursor.Read(stored, clock.GetUtcNow());
        var since = DateTimeOffset.FromUnixTimeSeconds(cursor.Since);

        var more = true;
        while (more && _failure is null && _calls < MostCalls && !(_rate?.UsedPercent >= ReservePercent && _calls > 0))
        {
            var after = cursor.InMessages ? await ReadConversationsAsync(cursor.After, since, ct) : await ReadFeedAsync(cursor.After, since, ct);
            if (_failure is not null) cursor = cursor.Restarted();
            else if (after is not null) cursor = cursor with { After = after };
            else if (!cursor.InMessages) cursor = cursor with { InMessages = true, After = null };
            else (cursor, more) = (cursor.Finished(), false);
        }

        return new PollResult(
            FacebookEnvelope.Wrap(account.ExternalId, _found), cursor.Write(), More: more && _failure is null, _why, _failure is SendOutcome.Disconnected)
        {
            Rate = _rate,
        };
    }

    // One page of posts with the newest comments of each. Null: that was the last page.
    private async Task<string?> ReadFeedAsync(string? after, DateTimeOffset since, CancellationToken ct)
    {
        var query = string.Create(CultureInfo.InvariantCulture,
            $"fields=id,from,message,created_time,permalink_url,attachments,comments.filter(stream).order(reverse_chronological).since({since.ToUnixTimeSeconds()}).limit(50).summary(true){{{CommentFields}}}&since={(since - PostAge).ToUnixTimeSeconds()}&limit=25");
        if (await GetAsync($"{account.ExternalId}/feed", query, after, ct) is not { } page) return null;

        foreach (var post in page.Items("data"))
        {
            if (post.Id("id") is not { } id || post.ValueKind != JsonValueKind.Object) continue;
            if (post.Time("created_time") is { } at && at >= since && post.Object("from")?.Id("id") != account.ExternalId)
                _found.Add(new("post", "post_id", id, WithoutComments(post), at));

            // With the summary asked for, Meta always sends the edge; where it is missing it was not expanded and is read by itself.
            await ReadCommentsAsync(id, post.Object("comments"), since, ct);
            if (_failure is not null) return null;
        }

        return FacebookPaging.Next(page, after);
    }

    private async Task ReadCommentsAsync(string post, JsonElement? expanded, DateTimeOffset since, CancellationToken ct)
    {
        if (!FacebookHttp.IsPlain(post)) return;
        var query = string.Create(CultureInfo.InvariantCulture,
            $"filter=stream&order=reverse_chronological&since={since.ToUnixTimeSeconds()}&fields={CommentFields}&limit=100");
        var page = expanded ?? await GetAsync($"{post}/comments", query, after: null, ct);
        string? last = null;
        while (page is { } comments && !Take(comments, "comment", "post_id", post, since) && FacebookPaging.Next(comments, last) is { } after)
        {
            last = after;
            page = await GetAsync($"{post}/comments", query, after, ct);
        }
    }

    // One page of conversations, the last moved first. Null: nothing older is news.
    private async Task<string?> ReadConversationsAsync(string? after, DateTimeOffset since, CancellationToken ct)
    {
        const string query = "platform=messenger&fields=id,updated_time,participants,messages.limit(25){" + MessageFields + "}&limit=25";
        if (await GetAsync($"{account.ExternalId}/conversations", query, after, ct) is not { } page) return null;

        foreach (var conversation in page.Items("data"))
        {
            if (conversation.Time("updated_time") < since) return null;
            if (conversation.Id("id") is not { } id || !FacebookHttp.IsPlain(id)) continue;
            var person = conversation.Edge("participants").Select(p => p.Id("id")).FirstOrDefault(p => p is not null && p != account.ExternalId);
            await ReadMessagesAsync(id, person ?? "", conversation.Object("messages"), since, ct);
            if (_failure is not null) return null;
        }

        return FacebookPaging.Next(page, after);
    }

    private async Task ReadMessagesAsync(string conversation, string person, JsonElement? expanded, DateTimeOffset since, CancellationToken ct)
    {
        const string query = "fields=" + MessageFields + "&limit=50";
        // A full first page that does not say how it goes on is read again from the edge itself.
        if (expanded is { } first && first.Object("paging") is null && first.Items("data").Count() >= FirstMessages) expanded = null;
        var page = expanded ?? await GetAsync($"{conversation}/messages", query, after: null, ct);
        string? last = null;
        while (page is { } messages && !Take(messages, "message", "psid", person, since) && FacebookPaging.Next(messages, last) is { } after)
        {
            last = after;
            page = await GetAsync($"{conversation}/messages", query, after, ct);
        }
    }

    /// <returns>True when the page reached what was seen before.</returns>
    private bool Take(JsonElement page, string kind, string contextName, string context, DateTimeOffset since)
    {
        var older = false;
        foreach (var item in page.Items("data"))
        {
            // Without a time it is handed over all the same: the parser says what is wrong with it.
            var at = item.Time("created_time") ?? since;
            if (at < since) older = true;
            else _found.Add(new(kind, contextName, context, item, at));
        }

        return older;
    }

    private async Task<JsonElement?> GetAsync(string path, string query, string? after, CancellationToken ct)
    {
        _calls++;
        var reply = await graph.GetAsync(path, after is null ? query : $"{query}&after={Uri.EscapeDataString(after)}", ct);
        _rate = reply.Rate ?? _rate;
        (_failure, _why) = (reply.Failure, reply.Why);
        return reply.Failure is null ? reply.Root : null;
    }

    // The comments travel as items of their own.
    private static JsonElement WithoutComments(JsonElement post)
    {
        var node = System.Text.Json.Nodes.JsonObject.Create(post)!; // an object: the caller looked
        node.Remove("comments");
        return JsonSerializer.SerializeToElement(node);
    }
}
