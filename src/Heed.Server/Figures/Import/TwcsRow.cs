namespace Heed.Server.Figures.Import;

/// <summary>A tweet of the history, read and checked.</summary>
/// <param name="Row">Number in the file, 1 = first after the header.</param>
/// <param name="Inbound">Written by a customer; otherwise by the brand whose handle <paramref name="Author"/> is.</param>
/// <param name="At">Milliseconds since 1970, UTC.</param>
/// <param name="Parent">The tweet it replies to; 0 when none.</param>
/// <param name="Responses">Tweets that reply to it, as the file says.</param>
internal sealed record TwcsRow(long Row, long Id, string Author, bool Inbound, long At, string Text, long Parent, long[] Responses)
{
    /// <summary>
    /// The order of the history: time first. Tweets are told to the second, so a customer's stands before the brand's of the same second,
    /// as a question stands before its answer.
    /// </summary>
    public static int Compare(TwcsRow a, TwcsRow b)
    {
        var order = a.At.CompareTo(b.At);
        if (order == 0)
            order = b.Inbound.CompareTo(a.Inbound);
        if (order == 0)
            order = a.Id.CompareTo(b.Id);
        return order == 0 ? a.Row.CompareTo(b.Row) : order;
    }

    public static void Write(BinaryWriter to, TwcsRow row)
    {
        to.Write(row.Row);
        to.Write(row.Id);
        to.Write(row.Author);
        to.Write(row.Inbound);
        to.Write(row.At);
        to.Write(row.Text);
        to.Write(row.Parent);
        to.Write(row.Responses.Length);
        foreach (var id in row.Responses)
            to.Write(id);
    }

    public static TwcsRow Read(BinaryReader from)
    {
        var (row, id, author, inbound) = (from.ReadInt64(), from.ReadInt64(), from.ReadString(), from.ReadBoolean());
        var (at, text, parent) = (from.ReadInt64(), from.ReadString(), from.ReadInt64());
        var responses = new long[from.ReadInt32()];
        for (var i = 0; i < responses.Length; i++)
            responses[i] = from.ReadInt64();
        return new TwcsRow(row, id, author, inbound, at, text, parent, responses);
    }

    /// <summary>About so many bytes in memory.</summary>
    public static int SizeOf(TwcsRow row) => 160 + (2 * (row.Text.Length + row.Author.Length)) + (8 * row.Responses.Length);
}
