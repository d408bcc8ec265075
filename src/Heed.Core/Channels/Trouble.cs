using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Heed.Core.Channels;

/// <summary>Why something did not go on a network: a stable code that has words in the reader's language, and what no one can translate.</summary>
/// <param name="Code">Family and name: <c>x.not-summoned</c>, <c>line.no-answer</c>.</param>
/// <param name="Said">The platform's own words, a name or a figure; shown as it is, inside the words of the code.</param>
public sealed partial record Trouble(string Code, string? Said = null)
{
    /// <summary>Key of a code's words in the texts of its family: <c>trouble.not-summoned</c>.</summary>
    private const string KeyPrefix = "trouble.";

    public string Family => Code[..Code.IndexOf('.', StringComparison.Ordinal)];

    public static Trouble Of<T>(string family, T what, string? said = null) where T : struct, Enum =>
        new($"{family}.{JsonNamingPolicy.KebabCaseLower.ConvertName(what.ToString())}", string.IsNullOrWhiteSpace(said) ? null : said);

    /// <summary>Every code of a family.</summary>
    public static IReadOnlyList<string> Codes<T>(string family) where T : struct, Enum => [.. Enum.GetValues<T>().Select(t => Of(family, t).Code)];

    /// <summary>What <see cref="Stored"/> wrote; null for what is no trouble's code: the prose that stood in these columns before there were codes.</summary>
    public static Trouble? Read(string? stored) =>
        stored is not null && Shape().Match(stored) is { Success: true } match
            ? new Trouble(match.Groups["code"].Value, match.Groups["said"] is { Success: true, Value: var said } ? said : null)
            : null;

    /// <summary>As columns and waiting events keep it: <c>[x.too-long]</c>, <c>[mail.refused] 550 no such user</c>.</summary>
    public string Stored => Said is null ? $"[{Code}]" : $"[{Code}] {Said}";

    /// <summary>The sentence for people, with what was said filled in. A code without words shows as it is stored.</summary>
    /// <param name="words">Texts of the network, by key.</param>
    public string InWords(Func<string, CultureInfo, string?> words, CultureInfo language)
    {
        var key = KeyPrefix + Code[(Family.Length + 1)..];
        var sentence = Family == LineTexts.Family ? LineTexts.Words(key, language) : words(key, language);
        return sentence is null ? Stored : string.Format(language, sentence, Said).Trim();
    }

    public override string ToString() => Stored;

    [GeneratedRegex(@"\A\[(?<code>[a-z]+\.[a-z0-9-]+)\](?: (?<said>.+))?\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
