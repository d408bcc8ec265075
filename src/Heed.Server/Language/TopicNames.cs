using System.Globalization;
using Heed.Core.Language;
using Heed.Server.Settings;
using Microsoft.Extensions.Localization;

namespace Heed.Server.Language;

/// <summary>What a topic is called in the reader's language, the company's own ones included.</summary>
public sealed class TopicNames
{
    private readonly IStringLocalizer words;

    internal TopicNames(OwnTopics own, IStringLocalizer words) => (Own, this.words) = (own, words);

    internal OwnTopics Own { get; }

    /// <summary>Of a code; the code itself where nobody knows a name.</summary>
    public string this[string code] => Own.Find(code)?.NameIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName)
        ?? (words["topic." + code] is { ResourceNotFound: false } known ? known.Value : code);

    /// <summary>Codes with one more that is chosen already: what is no longer offered stays as it is until somebody changes it.</summary>
    public static IEnumerable<string> And(IEnumerable<string> codes, IEnumerable<string> chosen) => codes.Concat(chosen).Distinct(StringComparer.OrdinalIgnoreCase);

    internal static async Task<TopicNames> OfAsync(ChannelCatalog catalog, IStringLocalizer words, CancellationToken ct) => new((await catalog.GetAsync(ct)).Topics, words);
}
