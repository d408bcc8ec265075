using System.Buffers;
using System.Globalization;

namespace Heed.Server.Surveys;

/// <summary>Cells of a CSV file that spreadsheets open.</summary>
internal static class SurveyCsv
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\";\r\n\t");

    /// <summary>The value as a cell. A text that a spreadsheet would run as a formula begins with an apostrophe; quotes are doubled.</summary>
    public static string Cell(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (value is string && text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..])
            text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
