using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.X;

/// <summary>X Activity API (XAA): one event per delivery, dotted event names.</summary>
internal sealed partial class XParser
{
    private void ReadActivity(JsonElement data)
    {
        var type = data.Text("event_type") ?? "";
        var payload = data.Member("payload");
        var includes = data.Member("includes");
        users.Add(includes.Member("users"));
        users.Add(payload.Member("users"));

        if (data.Member("filter").Id("user_id") is { } forUser && !IsOwn(forUser))
        {
            verdicts.Add(new Verdict.SetAside($"The event is for the X user {forUser}, this account is {account.ExternalId}: check --user-id, or which webhook the subscription names."));
            return;
        }

        switch (type)
        {
            case "post.mention.create" or "post.reply.create" or "post.quote.create" or "post.create":
                Take(type, payload, p => PostVerdict(XPostReader.ReadV2(p, includes), type, p));
                break;
            case "post.delete":
                Take(type, payload, p => Deleted(p.Id("id"), p.Id("author_id"), p.Time("deleted_at")));
                break;
            case "dm.received" or "dm.sent":
                ReadActivityMessages(type, payload, includes);
                break;
            case "dm.read":
                foreach (var read in OneOrMany(payload, "direct_message_mark_read_events"))
                    Take(type, read, ReadReceipt);
                break;
            case "dm.indicate_typing":
                verdicts.Add(new Verdict.Ignored("typing"));
                break;
            case "oauth.revoke":
                verdicts.Add(new Verdict.Understood(Revoked(null)));
                break;
            default:
                verdicts.Add(OtherActivity(type));
                break;
        }
    }

    private void ReadActivityMessages(string type, JsonElement payload, JsonElement includes)
    {
        var apps = payload.Member("apps");
        foreach (var message in OneOrMany(payload, "direct_message_events"))
        {
            Take(type, message, m => m.Member("message_create").Exists()
                ? MessageVerdict(XDirectMessage.ReadV1(m, apps), m)
                : MessageVerdict(XDirectMessage.ReadV2(m, includes), m));
        }
    }

    /// <summary>X wraps some payloads in the Account Activity's array and sends others bare.</summary>
    private static IEnumerable<JsonElement> OneOrMany(JsonElement payload, string name) =>
        payload.Member(name) is { ValueKind: JsonValueKind.Array } many ? many.EnumerateArray() : [payload];

    private static Verdict OtherActivity(string type) => type switch
    {
        "chat.received" => new Verdict.SetAside("An encrypted XChat message: reading it needs the Chat XDK keys, which Heed does not hold. Answer it in the X app."),
        _ when type.StartsWith("post.", StringComparison.Ordinal) || type.StartsWith("dm.", StringComparison.Ordinal) =>
            new Verdict.SetAside($"The Activity event type '{Short(type)}' is not known; it may carry a customer's words."),
        _ => new Verdict.Ignored(type.Split('.')[0] switch
        {
            "like" => "like",
            "follow" or "unfollow" => "follow",
            "mute" or "unmute" => "mute",
            "block" or "unblock" => "block",
            "chat" => "chat",
            "profile" => "profile",
            "news" or "trends" => "news",
            _ => "unknown-event",
        }),
    };

    private static string Short(string text) => text.Length <= 60 ? text : text[..60];

    private AccountRevoked Revoked(DateTimeOffset? at) => new()
    {
        Customer = users.Find(account.ExternalId),
        At = at ?? receivedAt,
        Reason = XTrouble.Revoked.As().Stored,
    };
}
