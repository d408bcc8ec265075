namespace Heed.Sandbox.X;

/// <summary>What is on the imitated X, in memory: people, posts by author and by whom they mention, direct messages.</summary>
internal sealed class XWorld
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, XUser> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, XPost> _posts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _byAuthor = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _mentions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<XMessage>> _messages = new(StringComparer.Ordinal);

    public void Put(XUser user)
    {
        lock (_gate) _users[user.Id] = user;
    }

    public XUser? User(string id)
    {
        lock (_gate) return _users.GetValueOrDefault(id);
    }

    /// <param name="mentioned">User ids the post mentions.</param>
    public void Put(XPost post, IEnumerable<string> mentioned)
    {
        lock (_gate)
        {
            _posts[post.Id] = post;
            List(_byAuthor, post.AuthorId).Add(post.Id);
            foreach (var user in mentioned) List(_mentions, user).Add(post.Id);
        }
    }

    public void Replace(XPost post)
    {
        lock (_gate) _posts[post.Id] = post;
    }

    public XPost? Post(string id)
    {
        lock (_gate) return _posts.GetValueOrDefault(id);
    }

    /// <summary>Deletes the whole edit chain.</summary>
    public void Remove(XPost post)
    {
        lock (_gate)
            foreach (var id in post.History)
                _posts.Remove(id);
    }

    /// <summary>Newest first; what was deleted is left out.</summary>
    public IReadOnlyList<XPost> PostsBy(string author) => Newest(_byAuthor, author);

    /// <summary>Newest first; what was deleted is left out.</summary>
    public IReadOnlyList<XPost> Mentioning(string user) => Newest(_mentions, user);

    public void Put(XMessage message)
    {
        lock (_gate)
        {
            List(_messages, message.SenderId).Add(message);
            List(_messages, message.RecipientId).Add(message);
        }
    }

    /// <summary>Direct messages of one user, newest first.</summary>
    public IReadOnlyList<XMessage> MessagesOf(string user)
    {
        lock (_gate) return [.. Enumerable.Reverse(_messages.GetValueOrDefault(user) ?? [])];
    }

    private static List<T> List<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out var list)) lists[key] = list = [];
        return list;
    }

    private List<XPost> Newest(Dictionary<string, List<string>> lists, string key)
    {
        lock (_gate)
        {
            var found = new List<XPost>();
            if (lists.GetValueOrDefault(key) is not { } ids) return found;
            for (var i = ids.Count - 1; i >= 0; i--)
                if (_posts.TryGetValue(ids[i], out var post))
                    found.Add(post);
            return found;
        }
    }
}
