namespace Heed.Load.Day;

/// <summary>Who writes when, and how everybody's luck falls: the same for every run of one seed, whatever stands on.</summary>
internal sealed class DayPlan
{
    public const double ArrivalsPerHour = 42;
    public const double LosesTemper = 0.05;
    public const double KnowsWhere = 0.6; // of those who see that a case is not theirs
    public const double TakesAdvice = 0.85;
    public const double ComesBack = 0.2;

    private readonly int seed;

    public DayPlan(int seed, double hours)
    {
        this.seed = seed;
        var random = new Random(seed);
        var arrivals = new List<(double, int)>();
        for (var at = 0.0; at < hours * 60; at += Exponential(random, 60 / ArrivalsPerHour))
            arrivals.Add((at, random.Next(Matters.All.Count)));
        Arrivals = arrivals;
    }

    /// <summary>Minute and matter; the place in the list is the customer.</summary>
    public IReadOnlyList<(double Minute, int Matter)> Arrivals { get; }

    /// <summary>Dice of one customer's visit, step by step: what happens elsewhere throws none of them.</summary>
    public Random Dice(int customer, int visit) => new((seed * 1_000_003) + (customer * 7) + visit);

    public static double Exponential(Random random, double mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
