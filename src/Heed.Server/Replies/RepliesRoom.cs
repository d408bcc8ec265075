using System.Net;
using Heed.Storage.Blobs;
using Heed.Storage.Replies;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Heed.Server.Replies;

/// <summary>The way out: ledger, pacing, receipts.</summary>
internal static class RepliesRoom
{
    /// <summary>A platform that does not answer within this time may still have taken the reply: its end is unknown then.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// A read that failed on the platform's side is asked again at once: looking for a lost reply takes many, and one stumble would
    /// put the verdict off by minutes. Never a write. A platform that names a waiting time is heard by the channel instead.
    /// </summary>
    private static readonly HttpRetryStrategyOptions ReadAgain = new()
    {
        MaxRetryAttempts = 2,
        Delay = TimeSpan.FromMilliseconds(200),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldRetryAfterHeader = false,
        ShouldHandle = attempt => ValueTask.FromResult(
            attempt.Outcome.Result is { StatusCode: >= HttpStatusCode.InternalServerError, Headers.RetryAfter: null, RequestMessage.Method: var method }
            && method == HttpMethod.Get),
    };

    public static WebApplicationBuilder AddReplies(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("channels", http => http.Timeout = Patience).AddResilienceHandler("reads", reads => reads.AddRetry(ReadAgain));
        builder.Services.AddSingleton<OutboxStore>();
        builder.Services.AddSingleton<ReplyBoxes>();
        builder.Services.AddSingleton<UploadStore>();
        builder.Services.AddSingleton<Uploads>();
        builder.Services.AddSingleton<ReplyDesk>();
        builder.Services.AddSingleton<Notices>();
        builder.Services.AddSingleton<Moderation>();
        builder.Services.AddSingleton<OutboundMessages>();
        builder.Services.AddSingleton<SettledReplies>();
        builder.Services.AddSingleton<ReplySender>();
        builder.Services.AddSingleton<SenderWaker>();
        builder.Services.AddHostedService(p => p.GetRequiredService<SenderWaker>());
        return builder;
    }

    public static WebApplication MapReplies(this WebApplication app) => app;
}
