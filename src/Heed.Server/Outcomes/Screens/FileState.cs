using System.Globalization;
using Heed.Storage.Figures;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Outcomes.Screens;

/// <summary>How far reading a file is, in words.</summary>
internal static class FileState
{
    public static string Say(IStringLocalizer words, BroughtFile brought) => brought switch
    {
        { File.Failure: not null } => words["file.failed"],
        { Import: { State: ImportState.Finished } i } => words["file.done", Number(i.RowsTaken), Number(i.RowsKnown), Number(i.RowsBroken)],
        { Share: { } share } => words["file.reading", share.ToString("P0", CultureInfo.CurrentCulture)],
        { File.Mapping: null } => words["file.waits"],
        _ => words["file.queued"],
    };

    private static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);
}
