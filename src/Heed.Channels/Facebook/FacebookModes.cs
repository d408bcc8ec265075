namespace Heed.Channels.Facebook;

/// <summary>How an answer travels; the reply box names the mode, the sender reads it back.</summary>
internal static class FacebookModes
{
    public const string Comment = "comment";
    public const string Message = "message";
    public const string MessageHumanAgent = "message-human-agent";
    public const string PrivateReply = "private-reply";
}
