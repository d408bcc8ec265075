namespace Heed.Channels.Facebook;

/// <summary>What a message is on this network.</summary>
internal static class FacebookKinds
{
    public const string Comment = "comment";
    public const string Post = "post";
    public const string Rating = "rating";
    public const string Mention = "mention";
    public const string Message = "message";
}
