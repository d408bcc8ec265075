using System.Globalization;

namespace Heed.Core.Channels;

/// <summary>Gathers what a check found, in the language of whoever asked for it.</summary>
/// <param name="words">The channel's texts: <c>check.…</c>, and <c>check.….fix</c> for what is wrong.</param>
public sealed class CheckLines(Func<string, CultureInfo, string?> words)
{
    private readonly CultureInfo language = CultureInfo.CurrentUICulture;
    private readonly List<ChannelCheckLine> lines = [];

    public ChannelCheck Result => new(lines.TrueForAll(l => l.Ok), lines);

    public void Good(string key, params object?[] said) => lines.Add(new ChannelCheckLine(true, Text(key, said), null));

    /// <summary>Something is wrong; what to do about it stands beside it in the texts.</summary>
    public void Bad(string key, params object?[] said) => lines.Add(new ChannelCheckLine(false, Text(key, said), Text(key + ".fix", said)));

    public string InWords(Trouble why) => why.InWords(words, language);

    private string Text(string key, object?[] said) => words("check." + key, language) is { } text ? string.Format(language, text, said).Trim() : key;
}
