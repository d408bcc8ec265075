using Heed.Channels.Http;

namespace Heed.Channels.X;

/// <summary>X's account of an error: a v2 problem (type, title, detail), a v1.1 list of codes, or nothing readable.</summary>
/// <param name="Type">Last part of the problem's type address: <c>usage-capped</c>, <c>resource-not-found</c>.</param>
/// <param name="Code">v1.1's number, if any.</param>
/// <param name="Detail">X's own words, cut to what an agent can read.</param>
internal sealed record XProblem(string? Type, long? Code, string Detail)
{
    private const int LongestDetail = 300;

    public static XProblem Read(byte[] body)
    {
        using var document = JsonAnswer.TryParse(body);
        if (document is null)
            return new XProblem(null, null, "");

        var root = document.RootElement;
        var first = root.Member("errors").Items().FirstOrDefault();
        var type = root.Text("type") ?? first.Text("type");
        var detail = first.Text("message") ?? first.Text("detail") ?? root.Text("detail") ?? root.Text("title") ?? first.Text("title")
            ?? root.Text("error") ?? "";
        return new XProblem(
            type?.TrimEnd('/').Split('/')[^1] is { Length: > 0 and <= 60 } last ? last : null,
            first.Count("code") ?? root.Count("code"),
            detail.Length <= LongestDetail ? detail : detail[..LongestDetail]);
    }

    public bool Says(string words) => Detail.Contains(words, StringComparison.OrdinalIgnoreCase);
}
