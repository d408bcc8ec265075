using System.Collections.Concurrent;

namespace Heed.Sandbox.Faults;

/// <summary>Fixed windows as X and Meta count them: per account and endpoint.</summary>
internal sealed class RateWindows(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Account, string Endpoint), Window> _windows = new();

    /// <summary>Counts one call. The state is after the call; <see cref="RateState.Limited"/> calls must be refused.</summary>
    /// <param name="limit">Calls per window; 0 is unlimited.</param>
    public RateState Take(string account, string endpoint, int limit, TimeSpan length)
    {
        var window = _windows.GetOrAdd((account, endpoint), _ => new Window());
        lock (window)
        {
            var now = clock.GetUtcNow();
            if (now >= window.Ends) (window.Ends, window.Used, window.Shut) = (now + length, 0, false);
            if (window.Shut || (limit > 0 && window.Used >= limit)) return new RateState(limit, 0, window.Ends, true, window.Used);
            window.Used++;
            return new RateState(limit, limit == 0 ? int.MaxValue : limit - window.Used, window.Ends, false, window.Used);
        }
    }

    /// <summary>A burst: the endpoint is closed for a while, whatever was left.</summary>
    public RateState Shut(string account, string endpoint, int limit, TimeSpan length)
    {
        var window = _windows.GetOrAdd((account, endpoint), _ => new Window());
        lock (window)
        {
            (window.Ends, window.Shut) = (clock.GetUtcNow() + length, true);
            return new RateState(limit, 0, window.Ends, true, window.Used);
        }
    }

    private sealed class Window
    {
        public DateTimeOffset Ends { get; set; }

        public int Used { get; set; }

        public bool Shut { get; set; }
    }
}

/// <summary>What the rate headers of one answer say.</summary>
internal readonly record struct RateState(int Limit, int Remaining, DateTimeOffset ResetsAt, bool Limited, int Used);
