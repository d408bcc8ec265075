namespace Heed.Server.Access;

/// <summary>Where to go after signing in: only ever a page of our own.</summary>
internal static class LocalPath
{
    public static string Or(string? path, string otherwise) =>
        path is ['/', ..] and not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) && !path.StartsWith("/sign-in", StringComparison.OrdinalIgnoreCase) ? path : otherwise;
}
