using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Heed.Server.Media;

/// <summary>
/// Pictures a mail leaves with its sender: the sanitiser keeps their address as <c>data-blocked-src</c>, so that no browser asks for them.
/// One that was asked for is a file of the message, under an id made from its address.
/// </summary>
internal static partial class BlockedPictures
{
    public const string Attribute = "data-blocked-src";

    private const string IdBegins = "remote:";

    /// <summary>The addresses of all of them, in the order of the mail.</summary>
    public static IReadOnlyList<string> In(string html) => [.. Blocked().Matches(html).Select(SourceOf).Distinct()];

    /// <summary>The HTML with those that are here in their places.</summary>
    /// <param name="address">Our own address of a picture by its id; null when it is not here.</param>
    public static string Fill(string html, Func<string, string?> address) =>
        Blocked().Replace(html, m => address(IdOf(SourceOf(m))) is { } own ? $" src=\"{own}\"" : m.Value);

    public static string IdOf(string source) => IdBegins + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));

    /// <summary>Whether a file with this content id is such a picture.</summary>
    public static bool Is(string? contentId) => contentId is not null && contentId.StartsWith(IdBegins, StringComparison.Ordinal);

    private static string SourceOf(Match match) => WebUtility.HtmlDecode(match.Groups[1].Value);

    // The sanitiser writes every attribute in double quotes and those inside a value as &quot;.
    [GeneratedRegex(" " + Attribute + "=\"([^\"]*)\"")]
    private static partial Regex Blocked();
}
