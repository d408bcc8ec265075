namespace Heed.Sandbox.Faults;

/// <summary>What goes wrong on a network. Percentages are of 100; the default is a network that behaves.</summary>
public sealed record FaultSettings
{
    /// <summary>Deliveries that come a second time.</summary>
    public double DuplicatePercent { get; init; }

    /// <summary>Deliveries held back for up to two seconds while later ones pass.</summary>
    public double OutOfOrderPercent { get; init; }

    /// <summary>Deliveries that never come: only a look at the platform finds them.</summary>
    public double LosePercent { get; init; }

    /// <summary>Every delivery waits up to so many milliseconds.</summary>
    public int DelayMs { get; init; }

    /// <summary>Meta: up to so many events in one POST.</summary>
    public int BatchSize { get; init; } = 1;

    /// <summary>Writes that happen and are recorded, and whose answer never comes.</summary>
    public double TimeoutAfterSuccessPercent { get; init; }

    /// <summary>How that answer is lost: <c>abort</c> (connection cut), <c>503</c>, <c>late</c>, or <c>mixed</c>.</summary>
    public string TimeoutMode { get; init; } = "mixed";

    /// <summary>For <c>late</c>: how long the answer takes.</summary>
    public int LateMs { get; init; } = 15_000;

    /// <summary>Calls answered 429 (Meta: 613); the endpoint then stays closed for <see cref="RateLimitSeconds"/>.</summary>
    public double RateLimitPercent { get; init; }

    public double RateLimitSeconds { get; init; } = 2;

    /// <summary>Calls refused with a 5xx before anything happened.</summary>
    public double ServerErrorPercent { get; init; }

    /// <summary>The access token is dead: 401, or Meta's 190.</summary>
    public bool DeadToken { get; init; }

    /// <summary>The whole network is away until then: no answers, no deliveries.</summary>
    public DateTimeOffset? OutageUntil { get; init; }

    /// <summary>Factor on the documented rate limits of X and Meta; 0 lifts them.</summary>
    public double RateLimitScale { get; init; } = 1;
}
