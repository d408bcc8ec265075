using System.Globalization;
using System.Net;
using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>The one table from Meta's error code and subcode to what we do about it.</summary>
/// <remarks>
/// https://developers.facebook.com/docs/graph-api/guides/error-handling and
/// https://developers.facebook.com/docs/messenger-platform/error-codes
/// </remarks>
internal static class FacebookErrors
{
    private const int LongestReason = 400;

    /// <summary>Meta says "5 to 60 minutes" without a figure; the header's figure wins where there is one.</summary>
    private static readonly TimeSpan RateWait = TimeSpan.FromMinutes(5);

    /// <summary>Blocks for behaviour last hours; knocking on the door prolongs them.</summary>
    private static readonly TimeSpan BlockWait = TimeSpan.FromHours(4);

    private static readonly TimeSpan RestrictedWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan TransientWait = TimeSpan.FromSeconds(30);

    /// <param name="status">HTTP status of the answer.</param>
    /// <param name="root">The answer's JSON, if it was any.</param>
    /// <param name="repeatable">False for a write that must not happen twice: what may have worked is then unknown, not retried.</param>
    /// <param name="wait">How long the headers ask us to wait; null when they do not.</param>
    /// <returns>Null when the answer is no error.</returns>
    public static SendOutcome? Judge(HttpStatusCode status, JsonElement? root, bool repeatable, TimeSpan? wait)
    {
        if (root?.Object("error") is { } error) return FromTable(error, status, repeatable, wait);
        if ((int)status is >= 200 and <= 299) return null;
        if (status == HttpStatusCode.TooManyRequests) return new SendOutcome.Retry(wait ?? RateWait, FacebookTrouble.RateLimit.As("429"));
        return (int)status is >= 500 or 408 or < 400
            ? Perhaps(repeatable, FacebookTrouble.NoVerdict.As(Figure(status)), wait)
            : new SendOutcome.Refused(FacebookTrouble.RefusedSilently.As(Figure(status)));
    }

    private static SendOutcome FromTable(JsonElement error, HttpStatusCode status, bool repeatable, TimeSpan? wait)
    {
        var code = error.Number("code") ?? 0;
        var subcode = error.Number("error_subcode") ?? 0;
        var name = subcode == 0 ? code.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{code}/{subcode}");
        var said = Said(error);

        return (code, subcode) switch
        {
            (190, 458) => new SendOutcome.Disconnected(FacebookTrouble.AppRemoved.As()),
            (190, 460) => new SendOutcome.Disconnected(FacebookTrouble.PasswordChanged.As()),
            (190, 463 or 467) => new SendOutcome.Disconnected(FacebookTrouble.TokenExpired.As()),
            (190, 492) => new SendOutcome.Disconnected(FacebookTrouble.RoleLost.As()),
            (190 or 102, _) => new SendOutcome.Disconnected(FacebookTrouble.TokenRefused.As(said)),

            (10, 2018278) => new SendOutcome.Refused(FacebookTrouble.WindowClosed.As()),
            (10, 2018108 or 2018065) => new SendOutcome.Refused(FacebookTrouble.NoHumanAgent.As()),
            (10, 1893063) => new SendOutcome.Retry(wait ?? RestrictedWait, FacebookTrouble.Restricted.As()),
            (551, _) or (200, 1545041) => new SendOutcome.Refused(FacebookTrouble.PersonUnreachable.As()),
            (100, 2018001) => new SendOutcome.Refused(FacebookTrouble.PersonUnknown.As()),
            // A file of a type that does not fit or is not taken; a picture too large or damaged.
            (100, 2018047) or (546, _) or (_, 1366046) or (324, _) => new SendOutcome.Refused(FacebookTrouble.FileRefused.As($"({name}) {said}")),
            (100, 2018294) => Perhaps(repeatable, FacebookTrouble.Stumbled.As($"({name}) {said}"), wait),
            (100, 33) => new SendOutcome.Refused(FacebookTrouble.Gone.As()),
            (10900, _) => new SendOutcome.Refused(FacebookTrouble.PrivateReplyUsed.As()),
            (10903, _) => new SendOutcome.Refused(FacebookTrouble.NoPrivateReply.As()),
            (368, _) => new SendOutcome.Retry(wait ?? BlockWait, FacebookTrouble.Blocked.As()),

            // The same text twice in a row: most likely our own first try, whose answer was lost.
            (506, _) => new SendOutcome.Unknown(FacebookTrouble.PostedAlready.As()),

            (4 or 17 or 32 or 613 or 80001 or 80006, _) => new SendOutcome.Retry(wait ?? RateWait, FacebookTrouble.RateLimit.As(name)),

            // Documented cases of "failed" answers to sends that worked.
            (1 or 2 or 1200 or 1357046, _) or (_, 1357046) => Perhaps(repeatable, FacebookTrouble.Stumbled.As($"({name}) {said}"), wait),
            _ when error.Flag("is_transient") || (int)status >= 500 => Perhaps(repeatable, FacebookTrouble.Stumbled.As($"({name}) {said}"), wait),

            (10 or (>= 200 and <= 299), _) => new SendOutcome.Refused(FacebookTrouble.PermissionMissing.As($"({name}) {said}")),
            _ => new SendOutcome.Refused(FacebookTrouble.Refused.As($"({name}) {said}")),
        };
    }

    private static SendOutcome Perhaps(bool repeatable, Trouble why, TimeSpan? wait) =>
        repeatable ? new SendOutcome.Retry(wait ?? TransientWait, why) : new SendOutcome.Unknown(why);

    private static string Figure(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    // Meta's own words, for the agent; the trace id is what Meta's support asks for.
    private static string Said(JsonElement error)
    {
        var said = error.Text("error_user_msg") is { Length: > 0 } forPeople ? forPeople : error.Text("message") ?? "";
        if (said.Length > LongestReason) said = said[..LongestReason] + "…";
        return error.Text("fbtrace_id") is { Length: > 0 and <= 64 } trace ? $"{said} [{trace}]".Trim() : said;
    }
}
