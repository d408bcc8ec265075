using System.Text.Json;
using Heed.Core.Ingest;

namespace Heed.Server.Settings;

/// <summary>When a message opens a new case, as the workspace has set it (docs/decisions/0012). Stored as one setting.</summary>
/// <param name="ReopenDays">A direct reply to a resolved case reopens it this long; 0: never.</param>
/// <param name="SameThreadHours">A private message in the same thread reopens it this long; 0: never.</param>
/// <param name="QuietHours">An answered case silent for this long is over.</param>
internal sealed record CaseTimes(int ReopenDays, int SameThreadHours, int QuietHours)
{
    public const string Key = "case-times";

    public const int LongestReopenDays = 365;
    public const int LongestSameThreadHours = 720;
    public const int LongestQuietHours = 8760;

    public static CaseTimes Default { get; } = new(
        (int)IngestSettings.Default.ReopenWithin.TotalDays, (int)IngestSettings.Default.SameThreadWithin.TotalHours, (int)IngestSettings.Default.QuietAfter.TotalHours);

    /// <summary>What is wrong, as the key of a text; null when nothing is.</summary>
    public string? Fault => this switch
    {
        { ReopenDays: < 0 or > LongestReopenDays } => "wrong.times.reopen",
        { SameThreadHours: < 0 or > LongestSameThreadHours } => "wrong.times.same-thread",
        { QuietHours: < 1 or > LongestQuietHours } => "wrong.times.quiet",
        _ => null,
    };

    public IngestSettings Ingest => IngestSettings.Default with
    {
        ReopenWithin = TimeSpan.FromDays(ReopenDays),
        SameThreadWithin = TimeSpan.FromHours(SameThreadHours),
        QuietAfter = TimeSpan.FromHours(QuietHours),
    };

    /// <summary>Reads the stored value. One that cannot be used (written by hand) counts as not set: mail must go on coming in.</summary>
    public static CaseTimes Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<CaseTimes>(json) is { Fault: null } times ? times : Default;
        }
        catch (JsonException)
        {
            return Default;
        }
    }

    public string Write() => JsonSerializer.Serialize(new { ReopenDays, SameThreadHours, QuietHours });
}
