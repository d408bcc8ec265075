using System.Globalization;

namespace Heed.Sandbox.Accounts;

/// <summary>Ids as X makes them: decimal, 19 digits, rising with time, unique across restarts because the clock is in them.</summary>
internal sealed class IdMint(TimeProvider clock)
{
    // X's epoch (2010-11-04T01:42:54.657Z); 22 bits below the millisecond leave room for 4 million ids in each.
    private const long Epoch = 1288834974657;
    private long _last;

    public string Next()
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(last + 1, (clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch) << 22);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next.ToString(CultureInfo.InvariantCulture);
        }
    }
}
