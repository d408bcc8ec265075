namespace Heed.Core.Channels;

/// <summary>Why an open reply box takes no files, as a stable code the screens translate.</summary>
public enum NoFiles
{
    /// <summary>The network, or Heed's connection to it, takes none there.</summary>
    NotOffered,

    /// <summary>One message is all that may be sent, and a file would be it (Messenger's private reply to a comment).</summary>
    OneMessageOnly,
}

/// <summary>What decides whether a file can go.</summary>
/// <param name="ContentType">By what the bytes are, not by what was declared.</param>
public readonly record struct FileFacts(string ContentType, long Size);

/// <summary>Files of one sort that a box takes: pictures, a film, anything.</summary>
/// <param name="Types">Media types; empty: any.</param>
/// <param name="MaxBytes">Of one file.</param>
/// <param name="MaxCount">In one message.</param>
public sealed record FileSort(IReadOnlyList<string> Types, long MaxBytes, int MaxCount)
{
    public bool Takes(string contentType) => Types.Count == 0 || Types.Contains(contentType, StringComparer.OrdinalIgnoreCase);
}

/// <summary>Which files a box takes; those of one message are all of one sort.</summary>
/// <param name="Sorts">The first that takes a type decides; never empty.</param>
public sealed record FileRules(IReadOnlyList<FileSort> Sorts)
{
    /// <summary>Of all files of a message together; null: no such limit.</summary>
    public long? MaxTotalBytes { get; init; }

    /// <summary>The network's messages are a text or a file: with both, the file follows as a message of its own.</summary>
    public bool TextApart { get; init; }

    public long MaxBytes => Sorts.Max(s => s.MaxBytes);

    public int MaxCount => Sorts.Max(s => s.MaxCount);

    /// <summary>The same with no file larger than the operator allows.</summary>
    public FileRules AtMost(long bytes) => this with { Sorts = [.. Sorts.Select(s => s with { MaxBytes = Math.Min(s.MaxBytes, bytes) })] };

    public FileSort? SortOf(string contentType) => Sorts.FirstOrDefault(s => s.Takes(contentType));

    /// <summary>The stable code of what is wrong with these files together; null when they can go.</summary>
    public string? Problem(IReadOnlyList<FileFacts> files)
    {
        if (files.Count == 0)
            return null;
        var sorts = files.Select(f => SortOf(f.ContentType)).ToList();
        if (sorts.Contains(null))
            return "file-type";
        if (files.Where((f, i) => f.Size > sorts[i]!.MaxBytes).Any()) // none is null: just looked
            return "file-too-large";
        if (sorts.Distinct().Count() > 1)
            return "files-mixed";
        if (files.Count > sorts[0]!.MaxCount)
            return "files-too-many";
        return files.Sum(f => f.Size) > MaxTotalBytes ? "files-too-large" : null;
    }
}
