using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Meta;

/// <summary>What people do on the imitated Facebook, and what it tells the Page of it.</summary>
internal sealed class MetaNetwork(MetaWorld world, MetaEvents events, SandboxLedger ledger, IdMint ids, TimeProvider clock) : INetwork
{
    private readonly ConcurrentDictionary<(string Page, string Person), string> _psids = new();

    public string Name => "facebook";

    public async Task<SayResult> SayAsync(BrandAccount account, SayRequest request, CancellationToken ct)
    {
        var at = request.At ?? clock.GetUtcNow();
        if (request.From.Psid is { } psid) _psids[(account.ExternalId, request.From.Id)] = psid;
        switch (request.Kind)
        {
            case "message":
                var mid = $"m_{ids.Next()}";
                var person = request.From.Psid ?? request.From.Id;
                world.Put(account.ExternalId, person, request.From.Name, new MetaMessage(mid, false, request.Text, at, null));
                ledger.Record(Said(account, mid, person, "message", request.Text, at));
                await events.MessagingAsync(account, person, MetaPayload.Message(account, person, mid, request.Text, at), mid);
                return new SayResult(mid, $"t_{person}");

            case "rating":
                var story = new MetaItem(ids.Next(), "rating", account.ExternalId, "", null, request.From.Id, request.From.Name ?? "", request.Text, at);
                world.Put(story);
                ledger.Record(Said(account, story.Id, story.FromId, "rating", request.Text, at));
                await events.ChangeAsync(account, story.FromId, "ratings", MetaPayload.Rating(story, request.Rating ?? "negative"), story.Id);
                return new SayResult(story.Id, story.Id);

            case "post":
                var post = NewPost(account, request.From.Id, request.From.Name ?? "", request.Text, at, $"{account.ExternalId}_{ids.Next()}");
                ledger.Record(Said(account, post.Id, post.FromId, "post", request.Text, at));
                await events.ChangeAsync(account, post.FromId, "feed", MetaPayload.Feed(post, "add", null), post.Id);
                return new SayResult(post.Id, post.Id);

            case "comment":
                var comment = NewComment(account, request.InReplyTo ?? request.ThreadId ?? $"{account.ExternalId}_1", request.From.Id, request.From.Name ?? "", request.Text, at);
                ledger.Record(Said(account, comment.Id, comment.FromId, "comment", request.Text, at));
                await events.ChangeAsync(account, comment.FromId, "feed", MetaPayload.Feed(comment, "add", world.Item(comment.PostId)), comment.Id);
                return new SayResult(comment.Id, comment.PostId);

            default:
                throw new BadHttpRequestException($"On Facebook a customer cannot say a '{request.Kind}': comment, post, message and rating are known.");
        }
    }

    public async Task<string> EditAsync(BrandAccount account, EditRequest request, CancellationToken ct)
    {
        var at = request.At ?? clock.GetUtcNow();
        if (world.Item(request.ExternalId) is { } item)
        {
            var edited = item with { Message = request.Text, EditedAt = at };
            world.Put(edited);
            await events.ChangeAsync(account, item.FromId, "feed", MetaPayload.Feed(edited, "edited", null));
            return item.Id;
        }

        if (world.Message(account.ExternalId, request.ExternalId) is not { } found)
            throw new BadHttpRequestException($"No comment, post or message {request.ExternalId} to edit.", StatusCodes.Status404NotFound);
        if (found.Message.Edits >= 5) throw new BadHttpRequestException("A Messenger message can be edited five times.");
        var message = world.Edit(account.ExternalId, found.Thread.Psid, found.Message.Mid, request.Text);
        await events.MessagingAsync(account, found.Thread.Psid, MetaPayload.MessageEdit(account, found.Thread.Psid, message ?? found.Message, at));
        return request.ExternalId;
    }

    public async Task DeleteAsync(BrandAccount account, string externalId, CancellationToken ct)
    {
        // Messenger has no documented event for an unsent message: nothing is told.
        if (world.Item(externalId) is { } item) await RemoveAsync(account, item);
    }

    public async Task<string> NativeAsync(BrandAccount account, NativeRequest request, CancellationToken ct) => request.Kind switch
    {
        "post" => (await PostAsync(account, request.Text, request.Target)).Id,
        "message" => (await MessageAsync(account, request.Target ?? "", null, request.Text, null, "message", null, native: true)).Mid,
        _ => (await CommentAsync(account, request.Target ?? $"{account.ExternalId}_1", request.Text, native: true)).Id,
    };

    /// <summary>The Page posts on its own feed.</summary>
    /// <param name="id">Null makes a new one.</param>
    public async Task<MetaItem> PostAsync(BrandAccount account, string text, string? id)
    {
        var post = NewPost(account, account.ExternalId, account.DisplayName, text, clock.GetUtcNow(), id ?? $"{account.ExternalId}_{ids.Next()}");
        ledger.Record(new DoneEntry(Name, account.Account, post.Id, "post", null, null, text, null, post.CreatedAt, Native: true));
        await events.ChangeAsync(account, account.ExternalId, "feed", MetaPayload.Feed(post, "add", null));
        return post;
    }

    public async Task<MetaItem> CommentAsync(BrandAccount account, string target, string text, bool native, SentFile? photo = null)
    {
        var customer = world.Item(target)?.FromId;
        var comment = NewComment(account, target, account.ExternalId, account.DisplayName, text, clock.GetUtcNow());
        if (photo is not null) world.Put(comment = comment with { Photo = photo });
        ledger.Record(new DoneEntry(Name, account.Account, comment.Id, "comment", target, customer, text, null, comment.CreatedAt, native) { Files = photo is null ? [] : [photo] });
        await events.ChangeAsync(account, customer ?? account.ExternalId, "feed", MetaPayload.Feed(comment, "add", world.Item(comment.PostId)));
        return comment;
    }

    /// <param name="kind"><c>message</c> or <c>private-reply</c>.</param>
    /// <param name="target">For a private reply: the comment.</param>
    public async Task<MetaMessage> MessageAsync(BrandAccount account, string psid, string? name, string text, string? metadata, string kind, string? target, bool native, SentFile? file = null)
    {
        var message = new MetaMessage($"m_{ids.Next()}", true, text, clock.GetUtcNow(), metadata) { File = file };
        world.Put(account.ExternalId, psid, name, message);
        var customer = target is null ? psid : world.Item(target)?.FromId ?? psid;
        ledger.Record(new DoneEntry(Name, account.Account, message.Mid, kind, target, customer, text, metadata, message.At, native) { Files = file is null ? [] : [file] });
        await events.MessagingAsync(account, psid, MetaPayload.Echo(account, psid, message));
        await events.MessagingAsync(account, psid, MetaPayload.Delivered(account, psid, message, clock.GetUtcNow()));
        return message;
    }

    public async Task RemoveAsync(BrandAccount account, MetaItem item)
    {
        world.Remove(item.Id);
        await events.ChangeAsync(account, item.FromId, "feed", MetaPayload.Feed(item with { CreatedAt = clock.GetUtcNow(), Message = "" }, "remove", null));
    }

    public async Task HideAsync(BrandAccount account, MetaItem item, bool hidden)
    {
        world.Put(item with { Hidden = hidden });
        Done(account, item, hidden ? "hide" : "unhide", "");
        await events.ChangeAsync(account, item.FromId, "feed", MetaPayload.Feed(item with { Hidden = hidden }, hidden ? "hide" : "unhide", null));
    }

    public void Done(BrandAccount account, MetaItem item, string kind, string text) =>
        ledger.Record(new DoneEntry(Name, account.Account, ids.Next(), kind, item.Id, item.FromId, text, null, clock.GetUtcNow()));

    /// <summary>A person's id in Messenger: another one than under comments, and another one for each Page.</summary>
    public string Psid(string page, string person) =>
        _psids.GetOrAdd((page, person), key => "7" + (Convert.ToUInt64(SandboxLedger.Hash($"{key.Page}/{key.Person}")[..13], 16) % 1_000_000_000_000_000).ToString("d15", System.Globalization.CultureInfo.InvariantCulture));

    private MetaItem NewPost(BrandAccount account, string from, string name, string text, DateTimeOffset at, string id)
    {
        var post = new MetaItem(id, "post", account.ExternalId, id, null, from, name, text, at);
        world.Put(post);
        return post;
    }

    /// <summary>An answer to an answer stays under the same top comment.</summary>
    private MetaItem NewComment(BrandAccount account, string target, string from, string name, string text, DateTimeOffset at)
    {
        var answered = world.Item(target) ?? NewPost(account, account.ExternalId, account.DisplayName, "", at, target);
        var parent = answered.Kind == "comment" && answered.ParentId != answered.PostId ? answered.ParentId ?? answered.Id : answered.Id;
        var post = answered.Kind == "comment" ? answered.PostId : answered.Id;
        var comment = new MetaItem($"{post[(post.IndexOf('_', StringComparison.Ordinal) + 1)..]}_{ids.Next()}", "comment", account.ExternalId, post, parent, from, name, text, at);
        world.Put(comment);
        return comment;
    }

    private static SaidEntry Said(BrandAccount account, string id, string person, string kind, string text, DateTimeOffset at) =>
        new("facebook", account.Account, id, person, kind, text, SandboxLedger.Hash(text), at);
}
