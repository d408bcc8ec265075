using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Channels.Http;

namespace Heed.Channels.X;

/// <summary>How far one listing has been read.</summary>
/// <param name="Last">Everything up to this id has been delivered; null before the first poll.</param>
/// <param name="Newest">Newest id of a walk that was cut short; it becomes <paramref name="Last"/> once the walk arrives.</param>
/// <param name="Token">Where that walk goes on.</param>
internal sealed record XPlace(string? Last, string? Newest = null, string? Token = null);

/// <summary>The poller's cursor: <c>{"mentions":{"last":"1901"},"dms":{"last":"7001"},"posts":{"last":"1950"}}</c>.</summary>
internal sealed record XCursor(XPlace Mentions, XPlace Messages, XPlace Posts)
{
    private static readonly XPlace Start = new(Last: null);

    /// <summary>A cursor that can not be read starts anew: doubles are recognised by their ids, gaps would not be.</summary>
    public static XCursor Read(string? text)
    {
        using var document = text is null ? null : JsonAnswer.TryParse(Encoding.UTF8.GetBytes(text));
        var root = document?.RootElement ?? default;
        return new XCursor(Place(root.Member("mentions")), Place(root.Member("dms")), Place(root.Member("posts")));
    }

    public string Write() => new JsonObject { ["mentions"] = Json(Mentions), ["dms"] = Json(Messages), ["posts"] = Json(Posts) }.ToJsonString();

    private static XPlace Place(JsonElement place) => place.Exists() ? new XPlace(place.Id("last"), place.Id("newest"), place.Text("token")) : Start;

    private static JsonObject Json(XPlace place)
    {
        var json = new JsonObject();
        foreach (var (name, value) in new[] { ("last", place.Last), ("newest", place.Newest), ("token", place.Token) })
        {
            if (value is not null)
                json[name] = value;
        }

        return json;
    }
}
