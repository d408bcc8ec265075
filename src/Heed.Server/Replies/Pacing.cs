using Heed.Core.Channels;

namespace Heed.Server.Replies;

/// <summary>Learns from what the platform says about its limits when to hold back.</summary>
internal sealed class Pacing
{
    // Above this share of Meta's budget we slow down, at all of it we stop (platform advice: act at 80 %).
    private const int SlowAtPercent = 80;
    private const int StopAtPercent = 100;

    /// <summary>No call before this time.</summary>
    public DateTimeOffset WaitUntil { get; private set; } = DateTimeOffset.MinValue;

    public void Learn(RateSignal? rate, DateTimeOffset now)
    {
        if (rate is null)
            return;
        if (rate is { Remaining: <= 0, ResetsAt: { } reset })
            WaitUntil = Later(reset);
        else if (rate.UsedPercent >= StopAtPercent)
            WaitUntil = Later(rate.ResetsAt ?? now.AddMinutes(1));
        else if (rate.UsedPercent >= SlowAtPercent)
            WaitUntil = Later(now.AddSeconds(2));
    }

    private DateTimeOffset Later(DateTimeOffset time) => time > WaitUntil ? time : WaitUntil;
}
