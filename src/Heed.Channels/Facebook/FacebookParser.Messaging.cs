using System.Globalization;
using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

// Messenger: what customers write and press, what the Page answered from anywhere, and what became of it.
internal sealed partial class FacebookParser
{
    /// <summary>Shown in place of what Messenger keeps from apps (a disappearing photo, a poll).</summary>
    private const string UnsupportedText = "[Messenger does not show this kind of message to other programs]";

    private static readonly string[] Frame = ["sender", "recipient", "timestamp", "prior_message"];

    /// <summary>The two sides of a messaging item: which is the customer, and whether the Page spoke.</summary>
    private readonly record struct Exchange(string CustomerId, bool FromPage, DateTimeOffset At)
    {
        public string Thread => FacebookKeys.Messenger + CustomerId;
    }

    private Verdict ReadMessaging(JsonElement item, string where, string? entryId, DateTimeOffset? sent)
    {
        var sender = item.Object("sender")?.Id("id");
        var recipient = item.Object("recipient")?.Id("id");
        if (sender != _page && recipient != _page && entryId != _page) return Ignored("other-page");

        var kind = KindOf(item);
        if (kind is not ("message" or "message_edit" or "reaction" or "postback" or "read" or "delivery"))
            return kind is null ? new Verdict.SetAside($"{where} says nothing; its members are: {Members(item)}.") : Ignored(kind.Replace('-', '_'));
        if (item.Object(kind) is not { } body)
            return new Verdict.SetAside($"{where}.{kind} should be an object; it is {Named(item.Member(kind))}.");

        var fromPage = sender == _page || body.Flag("is_echo");
        var other = fromPage ? (recipient == _page ? sender : recipient) : (sender == _page ? recipient : sender);
        // The chat plugin's guests have no page-scoped id yet, only the site's reference.
        other ??= item.Object("sender")?.Id("user_ref") is { } guest ? FacebookKeys.GuestOf(guest) : null;
        if (other is null) return new Verdict.SetAside($"{where} names no customer: sender.id and recipient.id are both missing or the Page's.");
        if ((item.Time("timestamp") ?? body.Time("watermark") ?? sent) is not { } at)
            return new Verdict.SetAside($"{where} tells no time: neither timestamp nor the entry's time.");

        var exchange = new Exchange(other, fromPage, at);
        return kind switch
        {
            "message" => ReadMessage(body, where, exchange),
            "message_edit" => ReadMessageEdit(body, where, exchange),
            "reaction" => ReadMessageReaction(body, where, exchange),
            "postback" => ReadPostback(body, where, exchange),
            _ => new Verdict.Understood(Receipt(body, kind == "read" ? MessageState.Read : MessageState.Delivered, exchange)),
        };
    }

    // The member that is not part of the frame names the kind; the ones we read win over companions (a referral beside a message).
    private static string? KindOf(JsonElement item)
    {
        foreach (var known in (ReadOnlySpan<string>)["message", "message_edit", "reaction", "postback", "read", "delivery"])
            if (item.Member(known) is not null) return known;
        foreach (var member in item.EnumerateObject())
            if (!Frame.Contains(member.Name)) return member.Name;
        return null;
    }

    private Verdict ReadMessage(JsonElement message, string where, Exchange exchange)
    {
        if (message.Id("mid") is not { } mid)
            return new Verdict.SetAside($"{where}.message has no 'mid'; its members are: {Members(message)}.");
        if (message.Flag("is_deleted"))
            return new Verdict.Understood(new MessageDeleted { Customer = Person(exchange.CustomerId), At = exchange.At, ExternalId = mid });

        var text = message.Flag("is_unsupported") ? UnsupportedText : Described(message);
        return new Verdict.Understood(Message(mid, text, exchange) with
        {
            InReplyTo = message.Object("reply_to")?.Id("mid"),
            OwnKey = exchange.FromPage ? message.Text("metadata") : null,
            Place = PlaceOf(message),
            Attachments = FacebookAttachments.OfMessage(message),
        });
    }

    private Verdict ReadMessageEdit(JsonElement edit, string where, Exchange exchange) =>
        edit.Id("mid") is { } mid && edit.Text("text") is { } text
            ? new Verdict.Understood(new MessageEdited { Customer = Person(exchange.CustomerId), At = exchange.At, ExternalId = mid, Text = text })
            : new Verdict.SetAside($"{where}.message_edit should have 'mid' and 'text'; its members are: {Members(edit)}.");

    private Verdict ReadMessageReaction(JsonElement reaction, string where, Exchange exchange)
    {
        if (reaction.Id("mid") is not { } mid)
            return new Verdict.SetAside($"{where}.reaction has no 'mid'; its members are: {Members(reaction)}.");
        if (exchange.FromPage) return Ignored("own-reaction");

        var back = reaction.Text("action") == "unreact";
        var emoji = back ? null : reaction.Text("emoji") is { Length: > 0 } given ? given : FacebookEmoji.Of(reaction.Text("reaction"));
        return emoji is null && !back
            ? Ignored("reaction-other")
            : new Verdict.Understood(new MessageReacted { Customer = Person(exchange.CustomerId), At = exchange.At, ExternalId = mid, Emoji = emoji });
    }

    // Older postbacks have no mid: the moment one person pressed a button is as good a key.
    private Verdict ReadPostback(JsonElement postback, string where, Exchange exchange)
    {
        var mid = postback.Id("mid")
            ?? string.Create(CultureInfo.InvariantCulture, $"postback:{exchange.CustomerId}:{exchange.At.ToUnixTimeMilliseconds()}");
        var text = postback.Text("title") is { Length: > 0 } title ? title : postback.Text("payload");
        return text is { Length: > 0 }
            ? new Verdict.Understood(Message(mid, text, exchange))
            : new Verdict.SetAside($"{where}.postback has neither 'title' nor 'payload'; its members are: {Members(postback)}.");
    }

    private ReceiptArrived Receipt(JsonElement receipt, MessageState state, Exchange exchange)
    {
        string[] mids = [.. receipt.Items("mids").Where(m => m.ValueKind == JsonValueKind.String).Select(m => m.GetString() ?? "").Where(m => m.Length > 0)];
        return new ReceiptArrived
        {
            Customer = Person(exchange.CustomerId),
            At = exchange.At,
            ExternalIds = mids,
            Watermark = mids.Length > 0 ? null : receipt.Time("watermark") ?? exchange.At,
            State = state,
        };
    }

    private MessageWritten Message(string mid, string text, Exchange exchange) => new()
    {
        Customer = Person(exchange.CustomerId),
        At = exchange.At,
        ExternalId = mid,
        Direction = exchange.FromPage ? Direction.Outbound : Direction.Inbound,
        Visibility = Visibility.Private,
        Kind = FacebookKinds.Message,
        ThreadKey = exchange.Thread,
        Text = text,
    };

    // Cards, shared links and places are words to an agent: they go into the text, one per line, unless it says them already.
    private static string Described(JsonElement message)
    {
        List<string> lines = message.Text("text") is { Length: > 0 } text ? [text] : [];
        foreach (var attachment in message.Items("attachments"))
        {
            foreach (var line in LinesOf(attachment))
                if (line.Length > 0 && !lines.Any(l => l.Contains(line, StringComparison.Ordinal))) lines.Add(line);
        }

        return string.Join('\n', lines);
    }

    private static IEnumerable<string> LinesOf(JsonElement attachment)
    {
        var payload = attachment.Object("payload");
        switch (attachment.Text("type"))
        {
            case "fallback":
                yield return attachment.Text("title") ?? payload?.Text("title") ?? "";
                yield return FacebookAttachments.Web(attachment.Text("url") ?? payload?.Text("url"))?.OriginalString ?? "";
                break;
            case "location":
                yield return attachment.Text("title") ?? "";
                if (payload?.Object("coordinates") is { } place && place.Member("lat") is { } lat && place.Member("long") is { } lon)
                    yield return $"{lat.GetRawText().Trim('"')}, {lon.GetRawText().Trim('"')}";
                break;
            case "template":
                yield return attachment.Text("title") ?? "";
                yield return payload?.Text("text") ?? payload?.Text("intro_message") ?? "";
                foreach (var card in (payload?.Items("elements") ?? []).Concat(payload?.Object("product")?.Items("elements") ?? []))
                    yield return $"{card.Text("title")} {card.Text("subtitle")}".Trim();
                break;
        }
    }

    private static string? PlaceOf(JsonElement message) => message.Items("attachments")
        .Where(a => a.Text("type") == "location").Select(a => a.Text("title")).FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));
}
