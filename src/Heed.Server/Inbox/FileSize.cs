using System.Globalization;
using Heed.Server.Design;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Inbox;

/// <summary>A file's size in the reader's language.</summary>
internal static class FileSize
{
    public static string Say(IStringLocalizer<Words> words, long? bytes) => bytes switch
    {
        null => "",
        < 1_000_000 => words["file.kb", Math.Max(1, bytes.Value / 1000)],
        _ => words["file.mb", (bytes.Value / 1_000_000d).ToString("0.#", CultureInfo.CurrentCulture)],
    };
}
