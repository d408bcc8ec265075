namespace Heed.Sandbox.X;

/// <summary>An endpoint's documented limit: calls of one user in 15 minutes.</summary>
internal sealed record XEndpoint(string Name, int Limit);

/// <summary>The per-user limits of the documentation, state of August 2026.</summary>
internal static class XEndpoints
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    public static readonly XEndpoint Post = new("post", 100);
    public static readonly XEndpoint Delete = new("delete", 50);
    public static readonly XEndpoint Hide = new("hide", 50);
    public static readonly XEndpoint Message = new("dm", 15);
    public static readonly XEndpoint Media = new("media", 500);
    public static readonly XEndpoint MessageRead = new("dm-read", 15);
    public static readonly XEndpoint Mentions = new("mentions", 300);
    public static readonly XEndpoint Timeline = new("timeline", 900);
    public static readonly XEndpoint Lookup = new("lookup", 5000);
    public static readonly XEndpoint User = new("user", 900);
}
