using System.Globalization;

namespace Heed.IntegrationTests.Crash;

/// <summary>How much is said and answered while the server is killed again and again.</summary>
internal sealed record CrashPlan(int Said, int Replies, int Kills)
{
    /// <summary>The whole test, as promised: 20,000 deliveries, 2,000 replies, twenty kills.</summary>
    public static readonly CrashPlan Whole = new(20_000, 2_000, 20);

    /// <summary>A tenth, for the second database; still several kills.</summary>
    public static readonly CrashPlan Tenth = new(2_000, 200, 5);

    /// <summary>Factor on the counts, to try the test itself: <c>HEED_CRASH_SCALE=0.02</c>.</summary>
    private const string ScaleVariable = "HEED_CRASH_SCALE";

    public int Slice => Said / (Kills + 1);

    public CrashPlan Scaled()
    {
        if (Environment.GetEnvironmentVariable(ScaleVariable) is not { Length: > 0 } text)
            return this;
        var scale = double.Parse(text, CultureInfo.InvariantCulture);
        // Every tenth of what is said gets a reply; see CrashVoices.
        var replies = Math.Max(10, (int)(Replies * scale));
        return new CrashPlan(replies * 10, replies, Math.Max(2, (int)(Kills * scale)));
    }
}
