using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;

namespace Heed.Channels.Facebook;

// What the poller brought: posts, comments and messages as the Graph API writes them.
internal sealed partial class FacebookParser
{
    private void ReadEnvelope(JsonElement root, string mark)
    {
        if (mark != FacebookEnvelope.Poll || root.Member("items") is not { ValueKind: JsonValueKind.Array } items)
            SetAside($"A wrapped delivery should be '{FacebookEnvelope.Poll}' with an array 'items'; its members are: {Members(root)}.");
        else if (root.Id("page") != _page)
            _verdicts.Add(Ignored("other-page"));
        else
            ForEach(items, "items", (item, where) => _verdicts.Add(ReadApi(item, where)));
    }

    private Verdict ReadApi(JsonElement item, string where)
    {
        var (kind, content) = item.Object("comment") is { } comment ? ("comment", comment)
            : item.Object("message") is { } message ? ("message", message)
            : item.Object("post") is { } post ? ("post", post)
            : ("", default);
        if (kind.Length == 0) return new Verdict.SetAside($"{where} should hold 'post', 'comment' or 'message'; its members are: {Members(item)}.");
        if (content.Id("id") is not { } id || content.Time("created_time") is not { } at)
            return new Verdict.SetAside($"{where}.{kind} should have 'id' and 'created_time'; its members are: {Members(content)}.");

        return kind switch
        {
            "comment" => ReadApiComment(content, id, at, item.Id("post_id")),
            "message" => ReadApiMessage(content, where, id, at, item.Id("psid")),
            _ => ReadApiPost(content, id, at),
        };
    }

    private Verdict ReadApiPost(JsonElement post, string id, DateTimeOffset at)
    {
        var (authorId, authorName) = AuthorOf(post);
        if (authorId == _page) return Ignored("own-post");
        var customer = authorId is null ? Unknown(id) : Person(authorId, authorName);
        return new Verdict.Understood(Public(post, new Subject(id, FacebookKinds.Post, FacebookKeys.Post + id, null), customer, own: false, at));
    }

    private Verdict ReadApiComment(JsonElement comment, string id, DateTimeOffset at, string? post)
    {
        var (authorId, authorName) = AuthorOf(comment);
        var own = authorId == _page;
        var parent = comment.Object("parent");
        var subject = new Subject(id, FacebookKinds.Comment, FacebookKeys.Post + (post ?? id), parent?.Id("id") ?? post);

        // Here the parent may say who wrote it, so an answer given elsewhere finds its customer.
        var customer = own
            ? parent?.Object("from") is { } asker && asker.Id("id") is { } askerId && askerId != _page
                ? Person(askerId, asker.Text("name"))
                : Unknown(subject.InReplyTo ?? id)
            : authorId is null ? Unknown(id) : Person(authorId, authorName);
        return new Verdict.Understood(Public(comment, subject, customer, own, at));
    }

    private static MessageWritten Public(JsonElement content, Subject subject, Profile customer, bool own, DateTimeOffset at) => new()
    {
        Customer = customer,
        At = at,
        ExternalId = subject.Id,
        Direction = own ? Direction.Outbound : Direction.Inbound,
        Visibility = Visibility.Public,
        Kind = subject.Kind,
        ThreadKey = subject.Thread,
        InReplyTo = subject.InReplyTo,
        Text = content.Text("message") ?? "",
        Permalink = FacebookAttachments.Web(content.Text("permalink_url"))?.AbsoluteUri,
        Attachments = FacebookAttachments.OfApi(content),
    };

    private Verdict ReadApiMessage(JsonElement message, string where, string id, DateTimeOffset at, string? psid)
    {
        var from = message.Object("from");
        var fromPage = from?.Id("id") == _page;
        var customer = fromPage ? message.Edge("to").FirstOrDefault(p => p.Id("id") != _page) : from ?? default;
        var customerId = customer.Id("id") ?? psid;
        if (customerId is null || customerId == _page) return new Verdict.SetAside($"{where}.message names no customer in 'from', 'to' or 'psid'.");

        var files = FacebookAttachments.OfApi(message);
        if (FacebookAttachments.Web(message.Text("sticker")) is { } sticker) files = [.. files, new Attachment("sticker", "image/*", sticker.AbsoluteUri)];
        return new Verdict.Understood(Message(id, message.Text("message") ?? "", new Exchange(customerId, fromPage, at)) with
        {
            Customer = Person(customerId, customer.Text("name")),
            Attachments = files,
        });
    }
}
