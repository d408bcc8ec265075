namespace Heed.Server.Figures.Import;

/// <summary>
/// Sorts more than fits in memory: full buffers are sorted and laid down as runs, then read together. What fits in one buffer never touches the disk.
/// </summary>
/// <param name="folder">Where runs are laid down; the caller removes it.</param>
/// <param name="limit">Bytes held in memory, as <paramref name="sizeOf"/> counts them.</param>
internal sealed class ExternalSort<T>(
    string folder, string name, Comparison<T> order, Action<BinaryWriter, T> write, Func<BinaryReader, T> read, Func<T, int> sizeOf, long limit)
{
    private const int FileBuffer = 1 << 17;

    private readonly List<string> runs = [];
    private readonly List<T> buffer = [];
    private long held;

    public long Count { get; private set; }

    public void Add(T item)
    {
        buffer.Add(item);
        held += sizeOf(item);
        Count++;
        if (held >= limit)
            LayDown();
    }

    /// <summary>Everything added, in order. Add no more after this.</summary>
    public IEnumerable<T> Sorted()
    {
        buffer.Sort(order);
        return runs.Count == 0 ? buffer : Merged();
    }

    private void LayDown()
    {
        buffer.Sort(order);
        var file = Path.Combine(folder, FormattableString.Invariant($"{name}-{runs.Count}.run"));
        using var writer = new BinaryWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, FileBuffer));
        writer.Write(buffer.Count);
        foreach (var item in buffer)
            write(writer, item);
        runs.Add(file);
        buffer.Clear();
        held = 0;
    }

    private IEnumerable<T> Merged()
    {
        var sources = new List<IEnumerator<T>>(runs.Count + 1);
        try
        {
            foreach (var run in runs)
                sources.Add(Run(run).GetEnumerator());
            sources.Add(buffer.GetEnumerator());

            // Equal items keep the order they were added in: earlier runs first.
            var next = new PriorityQueue<int, (T Item, int Source)>(Comparer<(T Item, int Source)>.Create((a, b) =>
                order(a.Item, b.Item) is var o && o != 0 ? o : a.Source.CompareTo(b.Source)));
            for (var i = 0; i < sources.Count; i++)
                Advance(next, sources, i);
            while (next.TryDequeue(out var source, out var head))
            {
                yield return head.Item;
                Advance(next, sources, source);
            }
        }
        finally
        {
            foreach (var source in sources)
                source.Dispose();
        }
    }

    private static void Advance(PriorityQueue<int, (T, int)> next, List<IEnumerator<T>> sources, int source)
    {
        if (sources[source].MoveNext())
            next.Enqueue(source, (sources[source].Current, source));
    }

    private IEnumerable<T> Run(string file)
    {
        using var reader = new BinaryReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, FileBuffer));
        var count = reader.ReadInt32();
        for (var i = 0; i < count; i++)
            yield return read(reader);
    }
}
