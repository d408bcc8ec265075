using System.Collections.Concurrent;

namespace Heed.Sandbox.Faults;

/// <summary>The faults in force, by network, and the one die they are rolled with.</summary>
internal sealed class FaultBoard
{
    private static readonly string[] Networks = ["x", "facebook", "mail"];
    private readonly ConcurrentDictionary<string, FaultSettings> _settings = new();
    private readonly Random _random;
    private readonly Lock _die = new();
    private readonly TimeProvider _clock;

    public FaultBoard(SandboxOptions options, TimeProvider clock)
    {
        _clock = clock;
        _random = new Random(options.Seed);
        // In the demo one account serves a whole brand; X's 15 direct messages per quarter of an hour would end it in a minute.
        Set(null, options.Faults ?? new FaultSettings { RateLimitScale = options.Play == "demo" ? 20 : 1 });
    }

    public IReadOnlyDictionary<string, FaultSettings> All => _settings;

    public FaultSettings this[string network] => _settings[network];

    /// <param name="network">Null or <c>*</c> sets all.</param>
    public void Set(string? network, FaultSettings settings)
    {
        foreach (var name in network is null or "*" ? Networks : [network])
        {
            if (!Networks.Contains(name)) throw new BadHttpRequestException($"Network '{name}' is not imitated: x, facebook and mail are.");
            _settings[name] = settings;
        }
    }

    public bool Happens(double percent) => percent > 0 && Next() * 100 < percent;

    /// <summary>Between 0 (with) and 1 (without).</summary>
    public double Next()
    {
        lock (_die) return _random.NextDouble();
    }

    /// <summary>How long the network stays away; zero when it is there.</summary>
    public TimeSpan Outage(string network) =>
        this[network].OutageUntil is { } until && until > _clock.GetUtcNow() ? until - _clock.GetUtcNow() : TimeSpan.Zero;

    public bool Out(string network) => Outage(network) > TimeSpan.Zero;
}
