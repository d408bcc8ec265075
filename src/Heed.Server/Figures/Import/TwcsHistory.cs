namespace Heed.Server.Figures.Import;

/// <summary>
/// A whole file, checked and in order, ready to be taken in from any position: read once, sorted outside memory, with its replies
/// and brands known in advance. The same file always gives the same order, which is what makes a position mean something.
/// </summary>
internal sealed class TwcsHistory : IDisposable
{
    /// <summary>Broken rows are all counted; so many are listed.</summary>
    public const int ListedRejects = 100_000;

    private readonly string folder;
    private readonly ExternalSort<TwcsRow> tweets;
    private readonly ReplyGraph graph;
    private readonly AuthorNames authors;

    private TwcsHistory(string folder, ExternalSort<TwcsRow> tweets, ReplyGraph graph, AuthorNames authors) =>
        (this.folder, this.tweets, this.graph, this.authors) = (folder, tweets, graph, authors);

    public required string Fingerprint { get; init; }

    public required BrandNames Brands { get; init; }

    /// <summary>Rows in the file, broken ones included.</summary>
    public required long Rows { get; init; }

    public required long Broken { get; init; }

    public required IReadOnlyList<(long Row, string Reason)> Rejects { get; init; }

    public long Tweets => tweets.Count;

    /// <param name="folder">An empty folder of its own; removed with this.</param>
    /// <param name="known">Handles known to be brands already.</param>
    /// <param name="memory">Bytes of tweets held in memory before they are laid down.</param>
    /// <param name="read">Told every thousand rows: rows so far, and bytes of how many bytes.</param>
    public static TwcsHistory Read(string file, string folder, IEnumerable<string> known, long memory, Action<long, long, long> read, CancellationToken ct)
    {
        var brands = new BrandNames();
        foreach (var handle in known)
            brands.Note(handle);
        var tweets = new ExternalSort<TwcsRow>(folder, "tweets", TwcsRow.Compare, TwcsRow.Write, TwcsRow.Read, TwcsRow.SizeOf, memory);
        var notes = new ExternalSort<ReplyNote>(folder, "replies", ReplyNote.Compare, ReplyNote.Write, ReplyNote.Read, _ => 64, memory / 2);
        var rejects = new List<(long, string)>();
        var authors = new AuthorNames(Path.Combine(folder, "authors"));
        long rows = 0, broken = 0;

        using var reader = new TwcsReader(file);
        foreach (var next in reader.Rows())
        {
            rows = next.Row;
            if (rows % 1000 == 0)
            {
                ct.ThrowIfCancellationRequested();
                read(rows, reader.Position, reader.Length);
            }

            if (next.Tweet is not { } tweet)
            {
                broken++;
                if (rejects.Count < ListedRejects)
                    rejects.Add((next.Row, next.Broken ?? ""));
                continue;
            }

            tweets.Add(tweet);
            Note(notes, tweet, tweet.Inbound ? -1 : brands.Note(tweet.Author), authors);
        }

        return new TwcsHistory(folder, tweets, ReplyGraph.Build(Path.Combine(folder, "replies"), notes.Sorted()), authors)
        {
            Fingerprint = reader.Fingerprint(),
            Brands = brands,
            Rows = rows,
            Broken = broken,
            Rejects = rejects,
        };
    }

    public TwcsEvents Events(int? only) => new(Brands, graph, authors, only);

    /// <summary>The tweets from a position on.</summary>
    public IEnumerable<TwcsRow> From(long position) => tweets.Sorted().Skip((int)Math.Min(position, int.MaxValue));

    /// <summary>The same tweet stood earlier in the file.</summary>
    public bool IsDouble(TwcsRow row) => graph.Find(row.Id) is { } node && node.Row != row.Row;

    public void Dispose()
    {
        graph.Dispose();
        authors.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void Note(ExternalSort<ReplyNote> notes, TwcsRow tweet, int brand, AuthorNames authors)
    {
        notes.Add(new ReplyNote(tweet.Id, IsAnswer: false, tweet.At, tweet.Row, tweet.Parent, tweet.Inbound ? authors.Note(tweet.Author) : 0, brand));
        if (brand >= 0 && tweet.Parent != 0)
            notes.Add(new ReplyNote(tweet.Parent, IsAnswer: true, tweet.At, tweet.Row, 0, 0, brand));
    }
}
