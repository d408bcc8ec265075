using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>
/// Fetches what webhooks may have missed: mentions, direct messages, and the brand's own posts (an answer given in the X app
/// stops the clocks). Each listing keeps its own place, so that one at its rate limit does not hold the others.
/// </summary>
internal sealed class XPoller(TimeProvider clock, XApi api)
{
    /// <summary>Pages of 100 read per listing and poll; X keeps 800 mentions, and allows 15 direct-message reads per window.</summary>
    private const int MostPages = 8;

    /// <summary>Stands for "nothing there yet": smaller than every real id.</summary>
    private const string BeforeAll = "1";

    private static readonly IReadOnlyDictionary<string, string> NoHeaders = ReadOnlyDictionary<string, string>.Empty;

    /// <param name="Name">As X calls it: people may see it.</param>
    private sealed record Listing(string Name, string Path, bool BySinceId);

    private sealed record Walk(IReadOnlyList<RawDelivery> Pages, XPlace Place, bool More, Trouble? Failure, bool Disconnected, bool LineDown, RateSignal? Rate);

    public async Task<PollResult> PollAsync(ChannelAccount account, string? cursorText, HttpClient http, CancellationToken ct)
    {
        var cursor = XCursor.Read(cursorText);
        var user = Uri.EscapeDataString(account.ExternalId);
        (Listing Listing, Func<XCursor, XPlace> Get, Func<XCursor, XPlace, XCursor> Set)[] listings =
        [
            (new("mentions", $"/2/users/{user}/mentions?max_results=100&{XApi.PostFields}", BySinceId: true), c => c.Mentions, (c, p) => c with { Mentions = p }),
            (new("tweets", $"/2/users/{user}/tweets?max_results=100&{XApi.PostFields}", BySinceId: true), c => c.Posts, (c, p) => c with { Posts = p }),
            (new("dm_events", $"/2/dm_events?max_results=100&{XApi.MessageFields}", BySinceId: false), c => c.Messages, (c, p) => c with { Messages = p }),
        ];

        var deliveries = new List<RawDelivery>();
        Trouble? failure = null;
        var (more, disconnected) = (false, false);
        RateSignal? rate = null;
        foreach (var (listing, get, set) in listings)
        {
            var walk = await WalkAsync(account, listing, get(cursor), http, ct);
            deliveries.AddRange(walk.Pages.Reverse());
            cursor = set(cursor, walk.Place);
            more |= walk.More;
            rate = walk.Rate ?? rate;
            failure ??= walk.Failure; // the first is the one to see to; another shows when it is gone
            disconnected |= walk.Disconnected;
            if (walk.Disconnected || walk.LineDown)
                break;
        }

        return new PollResult(deliveries, cursor.Write(), more, failure, disconnected) { Rate = rate };
    }

    /// <summary>Newest page first, back to what is known. A walk cut short keeps its token and goes on at the next poll.</summary>
    private async Task<Walk> WalkAsync(ChannelAccount account, Listing listing, XPlace place, HttpClient http, CancellationToken ct)
    {
        var pages = new List<RawDelivery>();
        var (last, newest, token) = place;
        RateSignal? rate = null;
        for (var page = 0; page < MostPages; page++)
        {
            var path = listing.Path + (listing.BySinceId && last is not null ? $"&since_id={last}" : "")
                + (token is null ? "" : $"&pagination_token={Uri.EscapeDataString(token)}");
            var exchange = await api.GetAsync(account, path, http, ct);
            rate = XApi.Rate(exchange) ?? rate;
            using var document = exchange is Exchange.Answered { IsSuccess: true } answer ? JsonAnswer.TryParse(answer.Body) : null;
            if (document is null)
            {
                // A token that X no longer takes would block for ever: the walk begins again from the newest.
                var stale = token is not null && exchange is Exchange.Answered { Status: HttpStatusCode.BadRequest };
                return new Walk(
                    pages, stale ? new XPlace(last) : new XPlace(last, newest, token), false, Failure(listing, exchange, rate),
                    exchange is Exchange.Answered { Status: HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired }, exchange is not Exchange.Answered, rate);
            }

            var root = document.RootElement;
            var ids = root.Member("data").Items().Select(i => i.Id("id")).OfType<string>().ToList();
            if (ids.Count > 0)
                pages.Add(new RawDelivery(((Exchange.Answered)exchange).Body, "application/json", NoHeaders) { ReceivedAt = clock.GetUtcNow() });
            newest ??= ids.Count == 0 ? null : ids.Aggregate((a, b) => XPayload.CompareIds(a, b) >= 0 ? a : b);
            token = root.Member("meta").Text("next_token");
            var known = last is not null && ids.Any(id => XPayload.CompareIds(id, last) <= 0);
            if (token is null || last is null || known)
                return new Walk(pages, new XPlace(Later(newest, last) ?? BeforeAll), false, null, false, false, rate);
        }

        return new Walk(pages, new XPlace(last, newest, token), true, null, false, false, rate);
    }

    private static string? Later(string? one, string? other) => XPayload.CompareIds(one, other) >= 0 ? one : other;

    private Trouble Failure(Listing listing, Exchange exchange, RateSignal? rate) => exchange switch
    {
        Exchange.NotSent notSent => notSent.Why,
        Exchange.Broken broken => broken.Why,
        Exchange.Answered { Status: HttpStatusCode.TooManyRequests } => XTrouble.RateLimit.As(
            string.Create(CultureInfo.InvariantCulture, $"({listing.Name}, {XErrors.Wait(rate, clock.GetUtcNow()).TotalSeconds:0} s)")),
        Exchange.Answered { Status: HttpStatusCode.Unauthorized } => XTrouble.TokenRefused.As(),
        Exchange.Answered { Status: HttpStatusCode.PaymentRequired } => XTrouble.NoCredits.As(),
        Exchange.Answered { IsSuccess: true } => XTrouble.UnreadableAnswer.As(listing.Name),
        Exchange.Answered answered => XTrouble.Refused.As(
            string.Create(CultureInfo.InvariantCulture, $"{(int)answered.Status} ({listing.Name}) {XProblem.Read(answered.Body).Detail}").TrimEnd()),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
