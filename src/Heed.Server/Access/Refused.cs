using System.Net;
using System.Threading.RateLimiting;

namespace Heed.Server.Access;

/// <summary>Counts what an address got refused, and blocks it for the rest of the minute beyond a limit.</summary>
/// <remarks>The machine itself is never blocked: a local proxy that nobody declared would make every platform look like it.</remarks>
internal abstract class Refused(int perMinute) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetFixedWindowLimiter(
            RequestLimits.Address(context), _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) }));

    public bool Blocks(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
            return false;
        using var lease = limiter.AttemptAcquire(context, 0);
        return !lease.IsAcquired;
    }

    public void Count(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(context);
    }

    public void Dispose()
    {
        limiter.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>Bearer tokens nobody knows, per address.</summary>
internal sealed class RefusedTokens() : Refused(60);

/// <summary>Deliveries that were not genuine or named no account, per address.</summary>
internal sealed class RefusedDeliveries() : Refused(300);
