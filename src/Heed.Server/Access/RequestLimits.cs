using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace Heed.Server.Access;

/// <summary>How often one may knock: sign-in and links per address, the API per token, webhooks per account.</summary>
internal static class RequestLimits
{
    // Opened and sent: two requests a customer.
    private const int SurveysPerSignIn = 2;

    public static void AddRequestLimits(this IServiceCollection services, HeedOptions options)
    {
        services.AddSingleton<RefusedTokens>();
        services.AddSingleton<RefusedDeliveries>();
        services.AddSingleton<SignInAttempts>();
        services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, options));
            limiter.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>Blocks addresses whose deliveries keep being refused, before a signature is computed for them.</summary>
    public static Task GuardDoorAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase))
            return next(context);
        return GuardAsync(context, next, context.RequestServices.GetRequiredService<RefusedDeliveries>());

        static async Task GuardAsync(HttpContext context, RequestDelegate next, RefusedDeliveries refused)
        {
            if (refused.Blocks(context))
            {
                context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                context.Response.Headers.RetryAfter = "60";
                return;
            }

            await next(context);
            if (context.Response.StatusCode is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
                refused.Count(context);
        }
    }

    /// <summary>The caller's address; of an IPv6 one the /64 that one household or server commands.</summary>
    public static string Address(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.GetAddressBytes() is { Length: 16 } bytes ? Convert.ToHexString(bytes, 0, 8) : address.ToString();
    }

    private static RateLimitPartition<string> Partition(HttpContext context, HeedOptions options)
    {
        var path = context.Request.Path;
        if (path.StartsWithSegments("/webhooks", StringComparison.OrdinalIgnoreCase))
            return PerSecond("door" + path.Value, options.WebhooksPerSecond);
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            return PerSecond("api" + (context.User.FindFirstValue(HeedClaims.TokenId) ?? context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? Address(context)), options.ApiRequestsPerSecond);
        // People of one house share an address: apart from those who sign in, and more of them.
        if (path.StartsWithSegments("/s", StringComparison.OrdinalIgnoreCase))
            return Knocks("survey" + Address(context), options.SignInsPerMinute * SurveysPerSignIn);
        var knocks = path.StartsWithSegments("/access/link", StringComparison.OrdinalIgnoreCase)
            || (path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsPost(context.Request.Method));
        return knocks
            ? Knocks("knock" + Address(context), options.SignInsPerMinute)
            : RateLimitPartition.GetNoLimiter("");
    }

    private static RateLimitPartition<string> Knocks(string key, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = Math.Max(1, perMinute), Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6 });

    // A burst of two seconds passes; the tokens trickle back in tenths of a second.
    private static RateLimitPartition<string> PerSecond(string key, int permits) => permits <= 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = permits * 2,
            TokensPerPeriod = Math.Max(1, permits / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
        });
}
