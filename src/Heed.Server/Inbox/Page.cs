using System.Globalization;

namespace Heed.Server.Inbox;

/// <summary>Part of a list, with where it goes on.</summary>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A place in a list: the sort value and the id that breaks its ties. Opaque to callers.</summary>
internal readonly record struct Cursor(long Key, Guid Id)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key:x}-{Id:N}");

    /// <exception cref="FormatException">It is not a cursor we gave out.</exception>
    public static Cursor? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash > 0
            && long.TryParse(text.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var key)
            && Guid.TryParseExact(text.AsSpan(dash + 1), "N", out var id)
            ? new Cursor(key, id)
            : throw new FormatException("This cursor was not given out by Heed.");
    }
}
