using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Channels.Facebook;

/// <summary>How far the look-back has come. Committed with the deliveries it brought, so a crash repeats and never skips.</summary>
/// <param name="Since">Everything before this was seen, Unix seconds.</param>
/// <param name="Until">When the round under way began: the next <paramref name="Since"/> once it is finished. Unix seconds; 0 between rounds.</param>
/// <param name="InMessages">The feed is through, the conversations are being read.</param>
/// <param name="After">Meta's cursor of the next page, when the round goes on in another call.</param>
internal sealed record FacebookCursor(
    [property: JsonPropertyName("since")] long Since,
    [property: JsonPropertyName("until")] long Until = 0,
    [property: JsonPropertyName("messages")] bool InMessages = false,
    [property: JsonPropertyName("after")] string? After = null)
{
    /// <summary>A new account begins with a week: what is older can be answered in no private way any more.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromDays(7);

    /// <summary>Rounds overlap: Meta's clock is not ours and its lists lag behind. What comes twice is recognised by its id.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Reads a stored cursor; one that can not be read counts as none, which only means to look at a week again.</summary>
    public static FacebookCursor Read(string? stored, DateTimeOffset now)
    {
        try
        {
            if (stored is { Length: > 0 } && JsonSerializer.Deserialize<FacebookCursor>(stored) is { Since: > 0 } cursor) return cursor.Begun(now);
        }
        catch (JsonException)
        {
            // Falls through to the first look.
        }

        return new FacebookCursor((now - FirstLook).ToUnixTimeSeconds()).Begun(now);
    }

    public FacebookCursor Finished() => new(Math.Max(Since, Until - (long)Overlap.TotalSeconds));

    /// <summary>Meta's page cursors go stale: after a failure the round starts again from its first page.</summary>
    public FacebookCursor Restarted() => new(Since);

    public string Write() => JsonSerializer.Serialize(this);

    private FacebookCursor Begun(DateTimeOffset now) => Until > 0 ? this : this with { Until = now.ToUnixTimeSeconds() };
}
