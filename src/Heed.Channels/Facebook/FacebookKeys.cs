namespace Heed.Channels.Facebook;

/// <summary>The shapes of our own keys: threads, and stand-ins for people Meta does not name.</summary>
internal static class FacebookKeys
{
    /// <summary>Thread of a post and everything below it.</summary>
    public const string Post = "post:";

    /// <summary>Thread of one person with the Page.</summary>
    public const string Messenger = "messenger:";

    private const string Unknown = "unknown:";
    private const string Guest = "user_ref:";

    /// <summary>One stand-in per message, so that strangers are never merged.</summary>
    public static string UnknownAuthor(string externalId) => Unknown + externalId;

    /// <summary>A visitor of the chat plugin who has no page-scoped id yet.</summary>
    public static string GuestOf(string userRef) => Guest + userRef;

    /// <summary>True for ids that are ours, not Meta's: nobody can be looked up or written to by them.</summary>
    public static bool IsStandIn(string id) =>
        id.Length == 0 || id.StartsWith(Unknown, StringComparison.Ordinal) || id.StartsWith(Guest, StringComparison.Ordinal);
}
