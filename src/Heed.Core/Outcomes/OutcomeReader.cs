using System.Globalization;

namespace Heed.Core.Outcomes;

/// <summary>An outcome as text, before anybody knows whether it can be read.</summary>
/// <param name="Kind">Null: what the reader is told to take it for.</param>
public sealed record OutcomeText(string? Reference, string? Kind, string? Customer, string? At, string? Amount, string? Currency, string? Reason);

/// <summary>Which of the first two numbers of <c>03/04/2026</c> is the day.</summary>
public enum DateOrder
{
    DayFirst = 0,
    MonthFirst = 1,
}

/// <summary>Reads outcomes from text. What cannot be read is named by a code, never guessed.</summary>
/// <param name="source">The system they come from.</param>
/// <param name="space">What customers are known by in it.</param>
/// <param name="kind">What each is, where the text does not say.</param>
/// <param name="currency">Of amounts that do not name theirs.</param>
/// <param name="zone">Of times that do not name theirs.</param>
public sealed class OutcomeReader(string source, KeySpace space, OutcomeKind? kind, string? currency, TimeZoneInfo zone, DateOrder dates)
{
    private const int LongestReference = 120;
    private const int LongestReason = 300;
    private const decimal LargestAmount = 1_000_000_000m;

    private static readonly string[] DayFirst = Dates("dd/MM/yyyy", "d/M/yyyy", "dd.MM.yyyy", "d.M.yyyy", "dd-MM-yyyy", "dd/MM/yy");
    private static readonly string[] MonthFirst = Dates("MM/dd/yyyy", "M/d/yyyy", "MM-dd-yyyy", "MM/dd/yy");
    private static readonly string[] YearFirst = Dates("yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF");

    /// <returns>
    /// The outcome, or the code of what is wrong: <c>reference</c>, <c>kind</c>, <c>customer</c> (none, or not an identifier of the kind),
    /// <c>at</c>, <c>amount</c>, <c>currency</c>.
    /// </returns>
    public (Outcome? Outcome, string? Wrong) Read(OutcomeText text)
    {
        var reference = text.Reference?.Trim();
        if (reference is null or { Length: 0 or > LongestReference })
            return (null, "reference");
        if (KindOf(text.Kind) is not { } read)
            return (null, "kind");
        if (CustomerKey.Read(space, text.Customer) is not { } customer)
            return (null, "customer");
        if (TimeOf(text.At) is not { } at)
            return (null, "at");
        if (!TryAmount(text.Amount, out var cents))
            return (null, "amount");
        var money = cents is null ? null : CurrencyOf(text.Currency);
        if (cents is not null && money is null)
            return (null, "currency");
        var reason = text.Reason?.Trim() is { Length: > 0 } why ? why[..Math.Min(why.Length, LongestReason)] : null;
        return (new Outcome(source, reference, read, customer, at, cents, money, reason), null);
    }

    private OutcomeKind? KindOf(string? text) => text?.Trim() switch
    {
        null or "" => kind,
        var word when Enum.TryParse<OutcomeKind>(word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var known) && !char.IsAsciiDigit(word[0]) => known,
        _ => null,
    };

    private DateTimeOffset? TimeOf(string? text)
    {
        text = text?.Trim() ?? "";
        // With its own zone: nothing to assume.
        if (text.Length > 10 && (text[^1] == 'Z' || text[^6..].IndexOfAny(['+', '-']) == 0)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact))
            return exact.ToUniversalTime();
        foreach (var forms in new[] { YearFirst, dates == DateOrder.DayFirst ? DayFirst : MonthFirst })
        {
            if (DateTime.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is >= 1970 and < 2200)
                return new DateTimeOffset(local, zone.IsInvalidTime(local) ? zone.BaseUtcOffset : zone.GetUtcOffset(local)).ToUniversalTime();
        }

        return null;
    }

    private string? CurrencyOf(string? text) =>
        (text?.Trim() is { Length: > 0 } own ? own : currency)?.ToUpperInvariant() is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) ? code : null;

    private static bool TryAmount(string? text, out long? cents)
    {
        cents = null;
        if (string.IsNullOrWhiteSpace(text))
            return true;
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('€' or '$' or '£' or '\'')));
        var mark = DecimalMark(digits);
        var whole = (mark < 0 ? digits : digits[..mark]).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        var plain = mark < 0 ? whole : $"{whole}.{digits[(mark + 1)..]}";
        if (!decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > LargestAmount)
            return false;
        cents = (long)Math.Round(amount * 100m, MidpointRounding.AwayFromZero);
        return true;
    }

    // 1,234.56 and 1.234,56: a last mark with other than three digits behind it parts the cents. With three it parts thousands: 1.234 is not a price.
    private static int DecimalMark(string digits)
    {
        var mark = digits.LastIndexOfAny(['.', ',']);
        return mark >= 0 && digits.Length - mark - 1 != 3 && digits.IndexOf(digits[mark], StringComparison.Ordinal) == mark ? mark : -1;
    }

    private static string[] Dates(params string[] days) =>
        [.. days, .. days.Where(d => !d.Contains('H', StringComparison.Ordinal)).SelectMany(d => new[] { d + " HH:mm", d + " HH:mm:ss", d + "'T'HH:mm", d + "'T'HH:mm:ss" })];
}
