using System.Globalization;
using System.Net;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>The one table from X's answer to a write to how the send ended.</summary>
internal static class XErrors
{
    /// <summary>X asks for at least a minute after a 429, whatever the header says.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(60);

    /// <summary>Without a reset time: one whole window of the v2 API.</summary>
    private static readonly TimeSpan OneWindow = TimeSpan.FromMinutes(15);

    /// <summary>Where X stumbled over a file, before anything was posted.</summary>
    public static readonly TimeSpan UploadAgain = TimeSpan.FromSeconds(30);

    /// <summary>An answer to the upload of a file: what is unclear after a post is simply tried again here. Its limits are not those of posts, so no pacing learns from them.</summary>
    public static SendOutcome OfUpload(HttpStatusCode status, XProblem problem, RateSignal? rate, DateTimeOffset now) => (int)status switch
    {
        401 or 402 or 403 or 429 when Outcome(status, problem, rate, now) is var outcome and (SendOutcome.Disconnected or SendOutcome.Retry) => outcome,
        408 or >= 500 or < 400 => new SendOutcome.Retry(UploadAgain, XTrouble.FileStumbled.As(Figure(status))),
        _ => new SendOutcome.Refused(XTrouble.FileRefused.As(problem.Detail.Length == 0 ? Figure(status) : problem.Detail)),
    };

    public static SendOutcome Outcome(HttpStatusCode status, XProblem problem, RateSignal? rate, DateTimeOffset now) => (int)status switch
    {
        401 => new SendOutcome.Disconnected(XTrouble.TokenRefused.As()),
        402 => new SendOutcome.Disconnected(XTrouble.NoCredits.As()),
        403 or 429 when problem.Type is "usage-capped" => new SendOutcome.Disconnected(XTrouble.CapReached.As()),
        403 => Forbidden(problem),
        404 => new SendOutcome.Refused(XTrouble.TargetGone.As()),
        429 => new SendOutcome.Retry(Wait(rate, now), XTrouble.RateLimit.As()),
        >= 300 and < 400 => new SendOutcome.Refused(XTrouble.Redirected.As()),
        408 or >= 500 => new SendOutcome.Unknown(XTrouble.Stumbled.As(Figure(status))),
        >= 400 when problem.Type is "resource-not-found" => new SendOutcome.Refused(XTrouble.TargetGone.As()),
        >= 400 when problem.Code is 186 || problem.Says("too long") => new SendOutcome.Refused(XTrouble.TooLong.As()),
        >= 400 => new SendOutcome.Refused(InWords(problem)),
        _ => new SendOutcome.Unknown(XTrouble.Stumbled.As(Figure(status))),
    };

    private static SendOutcome Forbidden(XProblem problem) => problem switch
    {
        // The same text went out a moment ago: most likely an earlier attempt of ours that only seemed to fail.
        _ when problem.Code is 187 || problem.Says("duplicate") => new SendOutcome.Unknown(XTrouble.PostedAlready.As()),
        _ when problem.Code is 64 or 326 || problem.Says("suspended") || problem.Says("temporarily locked") =>
            new SendOutcome.Disconnected(XTrouble.AccountLocked.As()),
        _ when problem.Code is 149 or 150 or 349 || problem.Says("direct message") || problem.Says("dm_conversation") || problem.Says("cannot send messages") =>
            new SendOutcome.Refused(XTrouble.DirectMessagesClosed.As()),
        _ when problem.Says("mentioned") || problem.Says("engaged") || problem.Says("summon") || problem.Says("quoted") || problem.Says("reply to this conversation") =>
            new SendOutcome.Refused(XTrouble.NotSummoned.As()),
        { Type: "client-not-enrolled" or "unsupported-authentication" or "oauth1-permissions" } =>
            new SendOutcome.Disconnected(XTrouble.AppMayNotWrite.As(problem.Detail)),
        { Type: "resource-not-found" } => new SendOutcome.Refused(XTrouble.TargetGone.As()),
        _ => new SendOutcome.Refused(InWords(problem)),
    };

    /// <summary>Until the window starts anew, at least a minute.</summary>
    public static TimeSpan Wait(RateSignal? rate, DateTimeOffset now) => rate?.ResetsAt is not { } reset ? OneWindow
        : reset - now is var wait && wait > ShortestWait ? wait : ShortestWait;

    private static string Figure(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static Trouble InWords(XProblem problem) => problem.Detail.Length == 0 ? XTrouble.RefusedSilently.As() : XTrouble.Refused.As(problem.Detail);
}
