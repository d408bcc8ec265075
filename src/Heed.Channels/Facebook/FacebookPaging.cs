using System.Text.Json;

namespace Heed.Channels.Facebook;

/// <summary>Cursor paging of the Graph API.</summary>
internal static class FacebookPaging
{
    /// <summary>The cursor of the next page; null on the last one (Meta leaves <c>next</c> out there, the cursor stays).</summary>
    /// <param name="last">The cursor this page was asked with: a page that names itself as the next one would never end.</param>
    public static string? Next(JsonElement page, string? last) =>
        page.Object("paging") is { } paging && paging.Member("next") is not null && paging.Object("cursors")?.Text("after") is { } after && after != last
            ? after
            : null;
}
