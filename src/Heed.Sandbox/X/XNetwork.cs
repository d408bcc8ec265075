using System.Collections.Concurrent;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.X;

/// <summary>What people do on the imitated X, and what it tells the brand of it.</summary>
internal sealed class XNetwork(XWorld world, XActivity activity, SandboxLedger ledger, BrandAccounts accounts, IdMint ids, TimeProvider clock) : INetwork
{
    private readonly ConcurrentDictionary<string, string> _idsByName = new(StringComparer.OrdinalIgnoreCase);

    public string Name => "x";

    public async Task<SayResult> SayAsync(BrandAccount account, SayRequest request, CancellationToken ct)
    {
        Meet(account);
        var speaker = Meet(request.From);
        if (request.Kind == "dm") return await SayPrivatelyAsync(account, speaker, request);

        var answered = request.InReplyTo is null ? null : world.Post(request.InReplyTo);
        var id = ids.Next();
        var (text, links) = Shorten(request.Text, id);
        var post = new XPost
        {
            Id = id,
            AuthorId = speaker.Id,
            Text = text,
            Links = links,
            CreatedAt = request.At ?? clock.GetUtcNow(),
            ConversationId = request.Kind == "quote" ? id : answered?.ConversationId ?? request.InReplyTo ?? id,
            RepliedTo = request.Kind == "quote" ? null : request.InReplyTo,
            RepliedToUser = request.Kind == "quote" ? null : answered?.AuthorId,
            Quoted = request.Kind == "quote" ? request.InReplyTo : null,
            History = [id],
            Lang = request.Lang ?? "und",
            Place = request.Place,
        };
        Publish(post);
        ledger.Record(Said(account, post, request.Kind, request.Text));
        await activity.TellAsync(account, post, TypeFor(account, post), UserByName);
        return new SayResult(id, post.ConversationId);
    }

    /// <summary>There is no edit event on X: the new version is a post of its own that names the old ones.</summary>
    public async Task<string> EditAsync(BrandAccount account, EditRequest request, CancellationToken ct)
    {
        var before = world.Post(request.ExternalId) ?? throw new BadHttpRequestException($"No post {request.ExternalId} to edit.", StatusCodes.Status404NotFound);
        var id = ids.Next();
        var (text, links) = Shorten(request.Text, id);
        var post = before with { Id = id, Text = text, Links = links, History = [.. before.History, id] };
        Publish(post);
        ledger.Record(Said(account, post, "edit", request.Text) with { At = request.At ?? clock.GetUtcNow(), EditOf = before.History[0] });
        await activity.TellAsync(account, post, TypeFor(account, post), UserByName);
        return id;
    }

    /// <summary>X tells nobody when a customer deletes: a look-up misses the post, that is all.</summary>
    public Task DeleteAsync(BrandAccount account, string externalId, CancellationToken ct)
    {
        if (world.Post(externalId) is { } post) world.Remove(post);
        return Task.CompletedTask;
    }

    public async Task<string> NativeAsync(BrandAccount account, NativeRequest request, CancellationToken ct)
    {
        if (request.Kind == "dm") return (await MessageAsync(account, request.Target ?? "", request.Text, native: true)).Id;
        return (await WriteAsync(account, request.Text, request.Kind == "post" ? null : request.Target, native: true)).Id;
    }

    /// <summary>The brand writes a post. The platform fills in the leading mention of an answer and shortens links.</summary>
    public async Task<XPost> WriteAsync(BrandAccount account, string text, string? repliedTo, bool native, IReadOnlyList<XMedium>? media = null)
    {
        Meet(account);
        var answered = repliedTo is null ? null : world.Post(repliedTo);
        var id = ids.Next();
        var (shown, links) = Shorten(ShownText(answered, text), id);
        if (media is { Count: > 0 }) (shown, links) = WithMedia(shown, links, account, id, media);
        var post = new XPost
        {
            Id = id,
            AuthorId = account.ExternalId,
            Text = shown,
            Links = links,
            CreatedAt = clock.GetUtcNow(),
            ConversationId = answered?.ConversationId ?? repliedTo ?? id,
            RepliedTo = repliedTo,
            RepliedToUser = answered?.AuthorId,
            History = [id],
            MediaKeys = [.. (media ?? []).Select(m => m.Key)],
        };
        Publish(post);
        ledger.Record(new DoneEntry(Name, account.Account, id, repliedTo is null ? "post" : "reply", repliedTo, answered?.AuthorId, text, null, post.CreatedAt, native) { Files = Sent(media) });
        await activity.TellAsync(account, post, "post.create", UserByName);
        return post;
    }

    /// <summary>The brand writes to someone in private.</summary>
    public async Task<XMessage> MessageAsync(BrandAccount account, string recipient, string text, bool native, IReadOnlyList<XMedium>? media = null)
    {
        Meet(account);
        var message = new XMessage(ids.Next(), Conversation(account.ExternalId, recipient), account.ExternalId, recipient, text, clock.GetUtcNow()) { MediaKeys = [.. (media ?? []).Select(m => m.Key)] };
        world.Put(message);
        ledger.Record(new DoneEntry(Name, account.Account, message.Id, "dm", null, recipient, text, null, message.At, native) { Files = Sent(media) });
        await activity.TellAsync(account, message, "dm.sent");
        return message;
    }

    public async Task RemoveAsync(BrandAccount account, XPost post)
    {
        world.Remove(post);
        ledger.Record(new DoneEntry(Name, account.Account, ids.Next(), "delete", post.Id, null, "", null, clock.GetUtcNow()));
        await activity.TellRemovedAsync(account, post);
    }

    public void Hide(BrandAccount account, XPost post, bool hidden)
    {
        world.Replace(post with { Hidden = hidden });
        ledger.Record(new DoneEntry(Name, account.Account, ids.Next(), hidden ? "hide" : "unhide", post.Id, post.AuthorId, "", null, clock.GetUtcNow()));
    }

    /// <summary>Whether the author asked the brand into the conversation: self-serve apps may answer nobody else.</summary>
    public bool Summoned(BrandAccount account, XPost target) =>
        target.AuthorId == account.ExternalId
        || XText.MentionsIn(target.Text).Any(m => UserByName(m.Username)?.Id == account.ExternalId)
        || (target.Quoted is not null && world.Post(target.Quoted)?.AuthorId == account.ExternalId);

    /// <summary>The text as readers of a reply see it: it begins with the mention of whom it answers.</summary>
    public string ShownText(XPost? answered, string text) =>
        answered is not null && world.User(answered.AuthorId) is { } author && !text.StartsWith($"@{author.Username}", StringComparison.OrdinalIgnoreCase)
            ? $"@{author.Username} {text}"
            : text;

    public XUser? UserByName(string name) => _idsByName.TryGetValue(name, out var id) ? world.User(id) : null;

    public void Meet(BrandAccount account)
    {
        if (world.User(account.ExternalId)?.Username != account.UserName)
            Know(new XUser(account.ExternalId, account.UserName, account.DisplayName, null, clock.GetUtcNow().AddYears(-8)));
    }

    private async Task<SayResult> SayPrivatelyAsync(BrandAccount account, XUser speaker, SayRequest request)
    {
        var message = new XMessage(ids.Next(), Conversation(account.ExternalId, speaker.Id), speaker.Id, account.ExternalId, request.Text, request.At ?? clock.GetUtcNow());
        world.Put(message);
        ledger.Record(new SaidEntry(Name, account.Account, message.Id, speaker.Id, "dm", request.Text, SandboxLedger.Hash(request.Text), message.At));
        await activity.TellAsync(account, message, "dm.received");
        return new SayResult(message.Id, message.ConversationId);
    }

    private XUser Meet(Speaker speaker)
    {
        var known = world.User(speaker.Id);
        var handle = (speaker.Handle ?? known?.Username ?? $"user{speaker.Id}").TrimStart('@');
        var user = new XUser(speaker.Id, handle, speaker.Name ?? known?.Name ?? handle, speaker.Location ?? known?.Location, known?.CreatedAt ?? clock.GetUtcNow().AddYears(-5));
        if (user != known) Know(user);
        return user;
    }

    private void Know(XUser user)
    {
        world.Put(user);
        _idsByName[user.Username] = user.Id;
    }

    private void Publish(XPost post)
    {
        var mentioned = XText.MentionsIn(post.Text).Select(m => UserByName(m.Username)?.Id).OfType<string>();
        world.Put(post, post.RepliedToUser is { } user && accounts.FindById(Name, user) is not null ? mentioned.Append(user).Distinct() : mentioned.Distinct());
    }

    private string TypeFor(BrandAccount account, XPost post)
    {
        if (post.Quoted is not null && world.Post(post.Quoted)?.AuthorId == account.ExternalId) return "post.quote.create";
        return post.RepliedToUser == account.ExternalId ? "post.reply.create" : "post.mention.create";
    }

    private static (string Text, IReadOnlyList<XLink> Links) Shorten(string text, string postId)
    {
        var links = new List<XLink>();
        var shown = XText.ReplaceLinks(text, url =>
        {
            var link = new XLink($"https://t.co/{SandboxLedger.Hash(postId + url)[..10]}", url.Contains("://", StringComparison.Ordinal) ? url : $"http://{url}");
            links.Add(link);
            return link.Short;
        });
        return (shown, links);
    }

    // X ends the text with a short link to the media; the API tells it among the links, with the key of the medium.
    private static (string Text, IReadOnlyList<XLink> Links) WithMedia(string text, IReadOnlyList<XLink> links, BrandAccount account, string postId, IReadOnlyList<XMedium> media)
    {
        var sort = media[0].Category == "tweet_video" ? "video" : "photo";
        var link = new XLink($"https://t.co/{SandboxLedger.Hash(postId + media[0].Key)[..10]}", $"https://x.com/{account.UserName}/status/{postId}/{sort}/1", media[0].Key);
        return ($"{text.TrimEnd()} {link.Short}".TrimStart(), [.. links, link]);
    }

    private static IReadOnlyList<SentFile> Sent(IReadOnlyList<XMedium>? media) => [.. (media ?? []).Select(m => m.Sent())];

    private static SaidEntry Said(BrandAccount account, XPost post, string kind, string text) =>
        new("x", account.Account, post.Id, post.AuthorId, kind, text, SandboxLedger.Hash(text), post.CreatedAt);

    private static string Conversation(string a, string b)
    {
        var aFirst = a.Length != b.Length ? a.Length < b.Length : string.CompareOrdinal(a, b) < 0;
        return aFirst ? $"{a}-{b}" : $"{b}-{a}";
    }
}
