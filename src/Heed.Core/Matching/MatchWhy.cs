using System.Globalization;

namespace Heed.Core.Matching;

/// <summary>What decided who gets a case.</summary>
public enum MatchReason
{
    /// <summary>They answer for it.</summary>
    Accountable = 0,

    /// <summary>They had the customer's case before.</summary>
    EarlierOwner = 1,

    /// <summary>Language, skills or shop: what the case asks for, they have.</summary>
    Fits = 2,

    /// <summary>The case asks for nothing in particular: whoever carries least.</summary>
    LeastLoaded = 3,

    /// <summary>Nobody here has what it asks for, and the customer had waited long enough.</summary>
    NobodyFits = 4,

    /// <summary>Taken from someone who is gone.</summary>
    Left = 5,
}

/// <summary>Why a case went to someone, without a language: the screens turn it into a sentence.</summary>
/// <param name="Language">The case's language, when they are known to speak it; for <see cref="MatchReason.NobodyFits"/> the one that is missing.</param>
/// <param name="Skills">The skills it needed; for <see cref="MatchReason.NobodyFits"/> the missing ones.</param>
/// <param name="Shop">The shop; for <see cref="MatchReason.NobodyFits"/> the one they do not work in.</param>
public sealed record MatchWhy(MatchReason Reason, string? Language = null, IReadOnlyList<string>? Skills = null, string? Shop = null, long? EarlierCase = null)
{
    private static readonly (MatchReason Reason, string Code)[] Codes =
    [
        (MatchReason.Accountable, "accountable"), (MatchReason.EarlierOwner, "earlier-owner"), (MatchReason.Fits, "fits"),
        (MatchReason.LeastLoaded, "least-loaded"), (MatchReason.NobodyFits, "nobody-fits"), (MatchReason.Left, "left"),
    ];

    /// <summary>One line to be stored with the case: <c>earlier-owner case:41 language:fr skill:warranty</c>.</summary>
    public string Write()
    {
        var parts = new List<string> { Codes.First(c => c.Reason == Reason).Code };
        if (EarlierCase is { } number)
            parts.Add("case:" + number.ToString(CultureInfo.InvariantCulture));
        if (Language is not null)
            parts.Add("language:" + Uri.EscapeDataString(Language));
        parts.AddRange((Skills ?? []).Select(s => "skill:" + Uri.EscapeDataString(s)));
        if (Shop is not null)
            parts.Add("shop:" + Uri.EscapeDataString(Shop));
        return string.Join(' ', parts);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static MatchWhy? Read(string? text)
    {
        var parts = (text ?? "").Split(' ');
        var reason = Array.FindIndex(Codes, c => c.Code == parts[0]);
        if (reason < 0)
            return null;
        var data = parts.Skip(1).Select(p => p.Split(':', 2)).Where(p => p.Length == 2).ToLookup(p => p[0], p => Uri.UnescapeDataString(p[1]));
        return new MatchWhy(
            Codes[reason].Reason, data["language"].FirstOrDefault(), data["skill"].ToArray() is { Length: > 0 } skills ? skills : null, data["shop"].FirstOrDefault(),
            long.TryParse(data["case"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    public bool Equals(MatchWhy? other) => other is not null && Write() == other.Write();

    public override int GetHashCode() => Write().GetHashCode(StringComparison.Ordinal);
}
