namespace Heed.Tests.Access;

internal static class Locations
{
    /// <summary>Redirects may be relative or absolute.</summary>
    public static string PathAndQueryOf(this Uri location) => location.IsAbsoluteUri ? location.PathAndQuery : "/" + location.OriginalString.TrimStart('/');

    public static string AbsolutePathOf(this Uri location) => location.PathAndQueryOf().Split('?')[0];
}
