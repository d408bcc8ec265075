using System.Globalization;

namespace Heed.Server.Api;

/// <summary>Reads what a list is asked by, by the parameters its endpoint names. The first thing wrong is kept in plain words.</summary>
internal sealed class ApiQuery
{
    public const int UsualRows = 50;
    public const int MostRows = 200;
    private const int LongestText = 400;

    private readonly IQueryCollection given;

    private ApiQuery(IQueryCollection given, QueryParameters known)
    {
        this.given = given;
        foreach (var (name, values) in given)
        {
            if (known.All.FirstOrDefault(p => p.Name == name) is not { } parameter)
                Wrong($"There is no parameter '{Shown(name)}' here; there are: {string.Join(", ", known.All.Select(p => p.Name))}.");
            else if (values.Count > 1)
                Wrong($"'{name}' is given {values.Count} times; once is enough.");
            else if (values.ToString().Length > LongestText)
                Wrong($"'{name}' is longer than {LongestText} characters.");
            else if (parameter.Words.Length > 0 && values.ToString().Length > 0 && !parameter.Words.Contains(values.ToString(), StringComparer.Ordinal))
                Wrong($"'{name}' is '{Shown(values.ToString())}'; it can be {string.Join(", ", parameter.Words)}.");
        }

        Limit = ReadLimit();
        Place = ReadPlace();
    }

    /// <summary>What is wrong with the query; null when nothing is.</summary>
    public string? Problem { get; private set; }

    public int Limit { get; }

    /// <summary>Where the page begins, opened; null for the first one.</summary>
    public string? Place { get; }

    public static ApiQuery Of(HttpContext http) => new(
        http.Request.Query,
        http.GetEndpoint()?.Metadata.GetMetadata<QueryParameters>() ?? throw new InvalidOperationException("The endpoint names no query parameters."));

    /// <summary>The text given; null when left out or empty.</summary>
    public string? Text(string name) => given.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    public Guid? Id(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (Guid.TryParse(text, out var id))
            return id;
        Wrong($"'{name}' is '{Shown(text)}'; it must be an id such as 0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e.");
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        Wrong($"'{name}' is '{Shown(text)}'; it must be a time such as 2026-03-01T09:30:00Z.");
        return null;
    }

    /// <summary>The place as a sort value and an id.</summary>
    /// <param name="mark">What the places of this order begin with: a place in one order is none in another.</param>
    public (long Key, Guid Id)? KeyAndId(string mark = "")
    {
        if (Place is null)
            return null;
        if (Place.StartsWith(mark, StringComparison.Ordinal) && PageCursor.KeyAndId(Place[mark.Length..]) is { } found)
            return found;
        NotOurs();
        return null;
    }

    /// <summary>The place as a number.</summary>
    public long? Key()
    {
        if (Place is null)
            return null;
        if (PageCursor.Key(Place) is { } found)
            return found;
        NotOurs();
        return null;
    }

    private int ReadLimit()
    {
        if (Text("limit") is not { } text)
            return UsualRows;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= MostRows)
            return limit;
        Wrong($"'limit' is '{Shown(text)}'; it must be a whole number from 1 to {MostRows}.");
        return UsualRows;
    }

    private string? ReadPlace()
    {
        if (Text("cursor") is not { } cursor)
            return null;
        if (PageCursor.Open(cursor) is { } place)
            return place;
        NotOurs();
        return null;
    }

    private void NotOurs() => Wrong("'cursor' was not given out by this list; take it from `next` of the page before, or leave it out.");

    private void Wrong(string problem) => Problem ??= problem;

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
