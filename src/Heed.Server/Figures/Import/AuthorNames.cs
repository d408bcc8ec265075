using System.Globalization;
using System.Text;

namespace Heed.Server.Figures.Import;

/// <summary>Names of customers as numbers of 8 bytes: most are numbers already, the others are written down beside.</summary>
internal sealed class AuthorNames(string file) : IDisposable
{
    private readonly FileStream names = new(file, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 14);

    /// <returns>Not negative: the number itself. Negative: where the name stands.</returns>
    public long Note(string author)
    {
        if (long.TryParse(author, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (author == "0" || author[0] != '0'))
            return number;
        names.Seek(0, SeekOrigin.End);
        var at = names.Position;
        var bytes = Encoding.UTF8.GetBytes(author);
        names.Write(BitConverter.GetBytes(bytes.Length));
        names.Write(bytes);
        return -at - 1;
    }

    public string Name(long note)
    {
        if (note >= 0)
            return note.ToString(CultureInfo.InvariantCulture);
        names.Seek(-note - 1, SeekOrigin.Begin);
        Span<byte> length = stackalloc byte[4];
        names.ReadExactly(length);
        var bytes = new byte[BitConverter.ToInt32(length)];
        names.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    public void Dispose() => names.Dispose();
}
