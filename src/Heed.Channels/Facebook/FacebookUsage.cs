using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>
/// Reads <c>X-App-Usage</c> and <c>X-Business-Use-Case-Usage</c>: percentages of the limit, and minutes until Meta lets us in again.
/// https://developers.facebook.com/docs/graph-api/overview/rate-limiting
/// </summary>
internal static class FacebookUsage
{
    private static readonly string[] Shares = ["call_count", "total_cputime", "total_time"];

    /// <summary>The fullest of all the percentages and the longest of all the waits; null when the answer carried none.</summary>
    public static RateSignal? Read(HttpResponseMessage answer, DateTimeOffset now)
    {
        int? percent = null;
        int? minutes = null;
        foreach (var header in (ReadOnlySpan<string>)["X-App-Usage", "X-Page-Usage", "X-Business-Use-Case-Usage"])
        {
            if (!answer.Headers.TryGetValues(header, out var values)) continue;
            foreach (var value in values) Add(value, ref percent, ref minutes);
        }

        if (percent is null) return null;
        return new RateSignal(null, null, minutes is > 0 ? now.AddMinutes(minutes.Value) : null, percent);
    }

    private static void Add(string header, ref int? percent, ref int? minutes)
    {
        try
        {
            using var document = JsonDocument.Parse(header);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return;

            // Either the figures themselves, or one list of them per Page or business.
            Take(document.RootElement, ref percent, ref minutes);
            foreach (var owner in document.RootElement.EnumerateObject())
            {
                if (owner.Value.ValueKind != JsonValueKind.Array) continue;
                foreach (var use in owner.Value.EnumerateArray()) Take(use, ref percent, ref minutes);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            // A figure we can not read is a figure we do not have; the answer itself is what counts.
        }
    }

    private static void Take(JsonElement figures, ref int? percent, ref int? minutes)
    {
        foreach (var share in Shares)
            if (figures.Number(share) is { } used) percent = Math.Max(percent ?? 0, (int)Math.Clamp(used, 0, 10_000));
        if (figures.Number("estimated_time_to_regain_access") is { } wait) minutes = Math.Max(minutes ?? 0, (int)Math.Clamp(wait, 0, 7 * 24 * 60));
    }
}
