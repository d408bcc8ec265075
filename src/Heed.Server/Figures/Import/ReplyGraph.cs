using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Heed.Server.Figures.Import;

/// <summary>
/// Who replies to whom in the whole file, to be asked in any order: fixed records sorted by tweet number in a mapped file,
/// so that the system's page cache holds it and not this process (40 bytes a tweet).
/// </summary>
internal sealed class ReplyGraph : IDisposable
{
    private const int MaxDepth = 10_000;
    private static readonly int Size = Marshal.SizeOf<Node>();

    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly long count;

    private ReplyGraph(string file, long count)
    {
        this.count = count;
        map = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, Math.Max(1, count) * Size);
        view = map.CreateViewAccessor();
    }

    /// <summary>Builds it from what was noted while reading.</summary>
    public static ReplyGraph Build(string file, IEnumerable<ReplyNote> sorted)
    {
        long count = 0;
        using (var writer = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 17))
        {
            foreach (var node in Nodes(sorted))
            {
                writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<Node>(in node)));
                count++;
            }

            if (count == 0)
                writer.Write(new byte[Size]);
        }

        var graph = new ReplyGraph(file, count);
        graph.Descend();
        return graph;
    }

    public Node? Find(long id)
    {
        var at = IndexOf(id);
        return at < 0 ? null : At(at);
    }

    /// <summary>The tweet the conversation began with, as far up as the file tells; also when that tweet itself is not in it.</summary>
    public long RootOf(long id, long parent)
    {
        var root = id;
        for (var depth = 0; parent != 0 && depth < MaxDepth; depth++)
        {
            root = parent;
            parent = Find(parent)?.Parent ?? 0;
            // Broken data may go in circles: then the smallest number is as good a name for the thread as any.
            if (parent == id)
                return Math.Min(root, id);
        }

        return root;
    }

    /// <summary>The brand of the nearest tweet above that has one; -1 when none has.</summary>
    public int BrandAbove(long parent)
    {
        for (var depth = 0; parent != 0 && depth < MaxDepth; depth++)
        {
            if (Find(parent) is not { } node)
                return -1;
            if (node.Brand >= 0)
                return node.Brand;
            parent = node.Parent;
        }

        return -1;
    }

    public void Dispose()
    {
        view.Dispose();
        map.Dispose();
    }

    // All notes about one tweet stand together: the tweet itself first, then what its answers say about it.
    private static IEnumerable<Node> Nodes(IEnumerable<ReplyNote> sorted)
    {
        var node = default(Node);
        foreach (var note in sorted)
        {
            if (node.Id != 0 && node.Id != note.Id)
            {
                yield return node;
                node = default;
            }

            if (node.Id == 0)
                node = note.IsAnswer ? new Node { Id = note.Id, Brand = -1 } : new Node { Id = note.Id, Parent = note.Parent, Row = note.Row, Author = note.Author, Brand = note.Brand, Way = note.Brand >= 0 ? Way.OfBrand : Way.None };
            if (note.IsAnswer && node.Brand < 0)
                (node.Brand, node.Way) = (note.Brand, Way.Answered);
        }

        if (node.Id != 0)
            yield return node;
    }

    // A brand that answers deep in a thread was meant by those above, too.
    private void Descend()
    {
        for (long i = 0; i < count; i++)
        {
            var node = At(i);
            if (node.Brand < 0)
                continue;
            var parent = node.Parent;
            for (var depth = 0; parent != 0 && depth < MaxDepth; depth++)
            {
                var at = IndexOf(parent);
                if (at < 0)
                    break;
                var above = At(at);
                if (above.Brand >= 0)
                    break;
                (above.Brand, above.Way) = (node.Brand, Way.Below);
                view.Write(at * Size, ref above);
                parent = above.Parent;
            }
        }
    }

    private long IndexOf(long id)
    {
        long low = 0, high = count - 1;
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var found = view.ReadInt64(middle * Size);
            if (found == id)
                return middle;
            if (found < id)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    private Node At(long index)
    {
        view.Read(index * Size, out Node node);
        return node;
    }

    /// <summary>How a tweet came by its brand.</summary>
    internal enum Way
    {
        None,
        OfBrand,
        Answered,
        Below,
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Node
    {
        public long Id;
        public long Parent;

        /// <summary>Row of the tweet in the file; 0 when only its answers are in it.</summary>
        public long Row;

        /// <summary>See <see cref="AuthorNames"/>.</summary>
        public long Author;
        public int Brand;
        public Way Way;
    }
}

/// <summary>Something a row tells about a tweet: what it is, or that a brand answered it.</summary>
/// <param name="Brand">Number of the brand; -1 for a customer's tweet.</param>
internal readonly record struct ReplyNote(long Id, bool IsAnswer, long At, long Row, long Parent, long Author, int Brand)
{
    public static int Compare(ReplyNote a, ReplyNote b)
    {
        var order = a.Id.CompareTo(b.Id);
        if (order == 0)
            order = a.IsAnswer.CompareTo(b.IsAnswer);
        // The first row of a doubled tweet is the tweet; the earliest answer tells the brand.
        if (order == 0 && a.IsAnswer)
            order = a.At.CompareTo(b.At);
        return order == 0 ? a.Row.CompareTo(b.Row) : order;
    }

    public static void Write(BinaryWriter to, ReplyNote note)
    {
        to.Write(note.Id);
        to.Write(note.IsAnswer);
        to.Write(note.At);
        to.Write(note.Row);
        to.Write(note.Parent);
        to.Write(note.Author);
        to.Write(note.Brand);
    }

    public static ReplyNote Read(BinaryReader from) => new(
        from.ReadInt64(), from.ReadBoolean(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt64(), from.ReadInt32());
}
