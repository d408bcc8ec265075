using System.Collections.Immutable;

namespace Heed.Sandbox.Meta;

/// <summary>What is on the imitated Facebook, in memory: posts, comments and ratings of Pages, and their Messenger threads.</summary>
internal sealed class MetaWorld
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MetaItem> _items = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _children = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Page, string Psid), MetaThread> _threads = [];

    public MetaItem? Item(string id)
    {
        lock (_gate) return _items.GetValueOrDefault(id);
    }

    public void Put(MetaItem item)
    {
        lock (_gate)
        {
            if (_items.TryAdd(item.Id, item)) List(item.ParentId ?? item.PageId).Add(item.Id);
            else _items[item.Id] = item;
        }
    }

    public void Remove(string id)
    {
        lock (_gate) _items.Remove(id);
    }

    /// <summary>Marks the one private reply as used.</summary>
    /// <returns>False when it was used before.</returns>
    public bool UsePrivateReply(string id)
    {
        lock (_gate)
        {
            if (!_items.TryGetValue(id, out var item) || item.AnsweredPrivately) return false;
            _items[id] = item with { AnsweredPrivately = true };
            return true;
        }
    }

    /// <summary>Oldest first. Of a page: its posts and ratings. Of a post: its top comments. Of a comment: the answers under it.</summary>
    public IReadOnlyList<MetaItem> Under(string id)
    {
        lock (_gate) return [.. (_children.GetValueOrDefault(id) ?? []).Select(i => _items.GetValueOrDefault(i)).OfType<MetaItem>()];
    }

    /// <summary>All comments of a post at every depth, oldest first.</summary>
    public IReadOnlyList<MetaItem> Stream(string id) => [.. Under(id).SelectMany(i => Under(i.Id).Prepend(i)).OrderBy(i => i.CreatedAt)];

    public MetaThread? Thread(string page, string psid)
    {
        lock (_gate) return _threads.GetValueOrDefault((page, psid));
    }

    public IReadOnlyList<MetaThread> Threads(string page)
    {
        lock (_gate) return [.. _threads.Values.Where(t => t.PageId == page).OrderByDescending(t => t.Messages.Count == 0 ? default : t.Messages[^1].At)];
    }

    /// <summary>Adds to a thread, which is made when there is none.</summary>
    public void Put(string page, string psid, string? name, MetaMessage message)
    {
        lock (_gate)
        {
            var thread = _threads.GetValueOrDefault((page, psid)) ?? new MetaThread(page, psid, name ?? psid, null, ImmutableList<MetaMessage>.Empty);
            _threads[(page, psid)] = thread with
            {
                Name = name ?? thread.Name,
                LastFromPerson = message.FromPage || message.At < thread.LastFromPerson ? thread.LastFromPerson : message.At,
                Messages = ((ImmutableList<MetaMessage>)thread.Messages).Add(message),
            };
        }
    }

    /// <returns>The message as it is now; null when there is none with this id.</returns>
    public MetaMessage? Edit(string page, string psid, string mid, string text)
    {
        lock (_gate)
        {
            if (_threads.GetValueOrDefault((page, psid)) is not { } thread) return null;
            var messages = (ImmutableList<MetaMessage>)thread.Messages;
            if (messages.FirstOrDefault(m => m.Mid == mid) is not { } before) return null;
            var after = before with { Text = text, Edits = before.Edits + 1 };
            _threads[(page, psid)] = thread with { Messages = messages.Replace(before, after) };
            return after;
        }
    }

    public (MetaThread Thread, MetaMessage Message)? Message(string page, string mid)
    {
        lock (_gate)
        {
            foreach (var thread in _threads.Values)
                if (thread.PageId == page && thread.Messages.FirstOrDefault(m => m.Mid == mid) is { } message)
                    return (thread, message);
            return null;
        }
    }

    private List<string> List(string parent)
    {
        if (!_children.TryGetValue(parent, out var list)) _children[parent] = list = [];
        return list;
    }
}
