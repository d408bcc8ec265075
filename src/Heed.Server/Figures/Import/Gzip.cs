namespace Heed.Server.Figures.Import;

/// <summary>Tells packed files from plain ones by how they begin, whatever their name.</summary>
internal static class Gzip
{
    /// <summary>Leaves the file at its beginning.</summary>
    public static bool Packs(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    }
}
