using System.Globalization;

namespace Heed.Testing.Servers;

/// <summary>Events as X and Facebook deliver them to the accounts of <see cref="TestHeed"/>: X user 100 (@acme) and Page 200.</summary>
public static class SampleEvents
{
    /// <summary>When messages to the Page begin: a second of 2026, as the platform's milliseconds.</summary>
    public const long Start = 1_767_607_200_000;

    private static readonly DateTimeOffset MentionedAt = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    /// <summary>A post on X that mentions the brand.</summary>
    public static string Mention(string id, string text = "my order is late", string author = "900", DateTimeOffset? at = null)
    {
        var created = (at ?? MentionedAt).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return $$$$"""{"data":{"event_uuid":"e{{{{id}}}}","filter":{"user_id":"100"},"event_type":"post.mention.create","payload":{"id":"{{{{id}}}}","author_id":"{{{{author}}}}","text":"@acme {{{{text}}}}","created_at":"{{{{created}}}}","conversation_id":"{{{{id}}}}","entities":{"mentions":[{"start":0,"end":5,"username":"acme","id":"100"}]}},"includes":{"users":[{"id":"{{{{author}}}}","username":"jo{{{{author}}}}","name":"Jo"}]}}}""";
    }

    /// <summary>One delivery to the Page.</summary>
    public static string Page(params IEnumerable<string> entries) => $$"""{"object":"page","entry":[{{string.Join(',', entries)}}]}""";

    /// <summary>One delivery to the Page with Messenger events only.</summary>
    public static string Messenger(params IEnumerable<string> events) => Page(Entry($"\"messaging\":[{string.Join(',', events)}]"));

    /// <param name="members">The lists of the entry: <c>"messaging":[…]</c>, <c>"changes":[…]</c>.</param>
    public static string Entry(string members) => $$"""{"id":"200","time":1767607200,{{members}}}""";

    /// <summary>A Messenger event: what happened is in the members, <c>"read":{…}</c>.</summary>
    /// <param name="after">Seconds after <see cref="Start"/>.</param>
    public static string Happened(string members, double after = 0, string from = "501", string to = "200") =>
        $$$"""{"sender":{"id":"{{{from}}}"},"recipient":{"id":"{{{to}}}"},"timestamp":{{{Start + (long)(after * 1000)}}},{{{members}}}}""";

    /// <summary>A Messenger message.</summary>
    /// <param name="more">Further members of the message: <c>"is_echo":true,</c>.</param>
    public static string Message(string id, string text, double after = 0, string from = "501", string to = "200", string more = "") =>
        Happened($$"""  "message":{"mid":"{{id}}",{{more}}"text":"{{text}}"}  """.Trim(), after, from, to);

    /// <summary>A change of the Page's feed: a comment under its post 5 was added, edited or removed.</summary>
    public static string Comment(string id, string text, string verb = "add", double after = 0, string from = "900") =>
        $$$"""{"field":"feed","value":{"item":"comment","verb":"{{{verb}}}","from":{"id":"{{{from}}}","name":"Jo"},"post_id":"200_5","comment_id":"{{{id}}}","parent_id":"200_5","created_time":{{{(Start / 1000) + (long)after}}},"message":"{{{text}}}"}}""";
}
