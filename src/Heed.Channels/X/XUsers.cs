using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>The people a delivery describes, by id, whichever of X's four layouts they came in.</summary>
internal sealed class XUsers
{
    /// <summary>X users share one id space on all accounts.</summary>
    public const string Space = "x";

    private readonly Dictionary<string, Profile> byId = new(StringComparer.Ordinal);

    /// <summary>Takes <c>users</c> as an array, as a map by id, each bare or wrapped as <c>{"data":{…}}</c>.</summary>
    public void Add(JsonElement users)
    {
        foreach (var user in users.Items())
            AddOne(user);
        foreach (var user in users.Members())
            AddOne(user.Value);
    }

    public void AddOne(JsonElement user)
    {
        if (Read(user) is { } profile)
            byId[profile.Key.Id] = profile;
    }

    /// <summary>What is known of a person, at least the id; a handle seen elsewhere in the event fills a gap.</summary>
    public Profile Find(string id, string? handle = null)
    {
        var profile = byId.GetValueOrDefault(id) ?? new Profile(new IdentityKey(Space, id));
        return profile.Handle is null && handle is { Length: > 0 } ? profile with { Handle = handle } : profile;
    }

    /// <summary>A v2 or v1.1 user object; null when it has no id.</summary>
    public static Profile? Read(JsonElement user)
    {
        if (user.Member("data") is { ValueKind: JsonValueKind.Object } wrapped)
            user = wrapped;
        if (user.IdTwice("id") is not { } id)
            return null;

        return new Profile(
            new IdentityKey(Space, id),
            NullIfEmpty(user.Text("name")),
            NullIfEmpty(user.Text("username") ?? user.Text("screen_name")),
            user.WebAddress("profile_image_url_https") ?? user.WebAddress("profile_image_url"),
            NullIfEmpty(user.Text("location")),
            Followers: user.Member("public_metrics").Count("followers_count") ?? user.Count("followers_count"),
            Verified: user.IsTrue("verified") || user.Text("verified_type") is { } type && type is not ("none" or ""));
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
