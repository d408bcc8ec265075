using System.Text.Json;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>A direct message, told the same whether it came as a v2 or as a v1.1 event.</summary>
internal sealed record XDirectMessage(
    string Id, string SenderId, string? Recipient, string? Conversation, DateTimeOffset? At, string Text, string? Client, IReadOnlyList<Attachment> Attachments)
{
    /// <summary>Put before the event's id: posts and direct messages number themselves apart, our external ids must not meet.</summary>
    public const string IdPrefix = "dm-";

    /// <summary><c>{smaller}-{larger}</c>, X's own name for the talk of two people.</summary>
    public static string ConversationOf(string one, string other) =>
        XPayload.CompareIds(one, other) <= 0 ? $"{one}-{other}" : $"{other}-{one}";

    /// <summary>v2: the recipient must be told from the conversation's id (<c>participant_ids</c> went in 2025).</summary>
    public static XDirectMessage? ReadV2(JsonElement message, JsonElement includes)
    {
        if (message.Id("id") is not { } id || message.Id("sender_id") is not { } sender)
            return null;

        var conversation = message.Id("dm_conversation_id");
        var members = conversation?.Split('-') is { Length: 2 } pair ? pair
            : message.Member("participant_ids").Items().Select(p => p.Id()).OfType<string>().ToArray();
        return new XDirectMessage(
            id,
            sender,
            members.Length == 2 ? members.FirstOrDefault(m => m != sender) ?? sender : null,
            conversation,
            message.Time("created_at") ?? message.Time("created_timestamp"),
            XWords.Read(message.Text("text"), message.Member("entities")),
            null,
            XMedia.Of(message, includes));
    }

    /// <summary>v1.1, also inside XAA's <c>dm.*</c> events. <paramref name="apps"/>: client names by app id.</summary>
    public static XDirectMessage? ReadV1(JsonElement message, JsonElement apps)
    {
        var create = message.Member("message_create");
        if (message.Id("id") is not { } id || create.Id("sender_id") is not { } sender)
            return null;

        var data = create.Member("message_data");
        var attachment = data.Member("attachment");
        var medium = attachment.Member("media");
        var app = create.Text("source_app_id");
        return new XDirectMessage(
            id,
            sender,
            create.Member("target").Id("recipient_id"),
            message.Id("dm_conversation_id"),
            message.Time("created_timestamp"),
            XWords.Read(data.Text("text"), data.Member("entities")),
            app is null ? null : XWords.ClientName(apps.Member(app).Text("name")),
            medium.Exists() && XMedia.Read(medium) is { } file ? [file] : []);
    }
}
