using System.Globalization;
using System.Text.Json;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>
/// Looks on X for what became of a send whose end is unknown. Only a listing that reaches back beyond the moment of sending
/// proves that something was not sent; anything less is "cannot say yet".
/// </summary>
internal sealed class XReconciler(TimeProvider clock, XApi api)
{
    /// <summary>Clocks of the two sides may differ by this much.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <summary>A post just accepted may not be listed yet; absence proves nothing before this has passed.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    /// <summary>X lists the latest 3,200 posts of a user, a hundred a page: what is older cannot be proved absent.</summary>
    private const int MostPages = 32;

    /// <summary>A reply is nearly always sent within this of being planned: the first slice of a listing.</summary>
    private static readonly TimeSpan FirstSlice = TimeSpan.FromMinutes(10);

    /// <summary>An <c>end_time</c> must lie in the past by X's own clock; the last slice has none.</summary>
    private static readonly TimeSpan Present = TimeSpan.FromMinutes(1);

    private sealed record Candidate(string Id, string? Text, string? Target, string? Sender, DateTimeOffset? At, bool HasMedia);

    public async Task<SendOutcome?> LookAsync(ChannelAccount account, OutboundMessage message, HttpClient http, CancellationToken ct)
    {
        var direct = message.Mode == XSender.DirectMode;
        var since = message.PlannedAt - Skew;
        var found = new List<Candidate>();
        RateSignal? rate = null;
        var pages = 0;
        foreach (var slice in direct ? [new Slice(since, null)] : Slices(since, clock.GetUtcNow()))
        {
            string? token = null;
            do
            {
                if (pages++ == MostPages)
                    return found.Count > 0 ? Verdict(found, message, direct, rate) : null;
                var exchange = await api.GetAsync(account, Path(account, message, direct, slice, token), http, ct);
                if (exchange is not Exchange.Answered { IsSuccess: true } answer)
                    return null;
                using var document = JsonAnswer.TryParse(answer.Body);
                if (document is null)
                    return null;

                rate = XApi.Rate(exchange);
                var root = document.RootElement;
                var items = root.Member("data").Items().Select(i => Read(i, direct)).OfType<Candidate>().ToList();
                found.AddRange(items.Where(i => (i.At is null || i.At >= since) && Matches(i, account, message, direct)));
                token = items.Any(i => i.At < slice.From) ? null : root.Member("meta").Text("next_token");
            }
            while (token is not null);

            // What follows was posted later: ours is the first after it was planned.
            if (found.Any(f => f.At is null || f.At >= message.PlannedAt))
                break;
        }

        return Verdict(found, message, direct, rate);
    }

    private sealed record Slice(DateTimeOffset From, DateTimeOffset? Until);

    // A listing begins at its newest post, and ours may be a day and a thousand posts back: slices are asked for from the moment of planning on,
    // each twice as long as the one before. Found, the rest is not read (X bills each post); absence is proved only by all of them.
    private static IEnumerable<Slice> Slices(DateTimeOffset since, DateTimeOffset now)
    {
        var (from, length) = (since, FirstSlice);
        for (; from + length < now - Present; length *= 2)
        {
            yield return new Slice(from, from + length);
            from += length;
        }

        yield return new Slice(from, null);
    }

    private static string Path(ChannelAccount account, OutboundMessage message, bool direct, Slice slice, string? token)
    {
        var path = direct
            ? $"/2/dm_conversations/with/{Uri.EscapeDataString(message.Recipient)}/dm_events?max_results=100&{XApi.MessageFields}"
            : $"/2/users/{Uri.EscapeDataString(account.ExternalId)}/tweets?max_results=100&start_time={Moment(slice.From)}&{XApi.PostFields}";
        if (slice.Until is { } until)
            path += $"&end_time={Moment(until)}";
        return token is null ? path : $"{path}&pagination_token={Uri.EscapeDataString(token)}";
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private SendOutcome? Verdict(List<Candidate> found, OutboundMessage message, bool direct, RateSignal? rate)
    {
        // The same words may have gone out twice: ours is the first at or after the moment of sending, else the last before it.
        var ours = found.Where(f => f.At is null || f.At >= message.PlannedAt).MinBy(f => f.At) ?? found.MaxBy(f => f.At);
        if (ours is not null)
            return new SendOutcome.Sent(direct ? XDirectMessage.IdPrefix + ours.Id : ours.Id) { Rate = rate };
        return clock.GetUtcNow() - message.PlannedAt < Settling
            ? null
            : new SendOutcome.Retry(TimeSpan.Zero, XTrouble.NotThere.As()) { Rate = rate };
    }

    private static Candidate? Read(JsonElement item, bool direct)
    {
        if (direct)
        {
            return XDirectMessage.ReadV2(item, default) is { } message
                ? new Candidate(message.Id, message.Text, null, message.SenderId, message.At ?? XPayload.SnowflakeTime(message.Id), HasMedia(item))
                : null;
        }

        var post = XPostReader.ReadV2(item, default);
        return post is null ? null : new Candidate(post.Id, post.Text, post.InReplyTo, post.AuthorId, post.At ?? XPayload.SnowflakeTime(post.Id), HasMedia(item));
    }

    private static bool HasMedia(JsonElement item) => item.Member("attachments").Member("media_keys").Items().Any();

    private static bool Matches(Candidate item, ChannelAccount account, OutboundMessage message, bool direct) =>
        item.Sender == account.ExternalId
        && (direct || item.Target is null || item.Target == message.TargetExternalId)
        && (message.Text.Length > 0 || item.HasMedia) // files that went alone are known by being files
        && XWords.ForComparison(item.Text ?? "") == XWords.ForComparison(message.Text);
}
