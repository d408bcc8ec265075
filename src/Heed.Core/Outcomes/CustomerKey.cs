using System.Net.Mail;

namespace Heed.Core.Outcomes;

/// <summary>By what a customer is known in another system.</summary>
public enum KeySpace
{
    Mail = 0,

    /// <summary>A phone number with its country code.</summary>
    Phone = 1,

    /// <summary>The company's own customer number.</summary>
    Number = 2,
}

/// <summary>
/// An identifier that proves who somebody is: an address, a phone number or the company's own number, written in one way.
/// Names, handles and guesses are none: a wrong join would tell a figure about the wrong person.
/// </summary>
public sealed record CustomerKey
{
    private const int LongestNumber = 64;
    private const int FewestDigits = 7;
    private const int MostDigits = 15; // E.164

    private CustomerKey(KeySpace space, string value) => (Space, Value) = (space, value);

    public KeySpace Space { get; }

    public string Value { get; }

    /// <returns>Null when the text is no identifier of this kind.</returns>
    public static CustomerKey? Read(KeySpace space, string? text) => (space, text?.Trim()) switch
    {
        (_, null or "") => null,
        (KeySpace.Mail, var mail) => MailAddress.TryCreate(mail, out var address) && address.Address.Equals(mail, StringComparison.OrdinalIgnoreCase) ? new(space, mail.ToLowerInvariant()) : null,
        (KeySpace.Phone, var phone) => Phone(phone) is { } number ? new(space, number) : null,
        (KeySpace.Number, var number) => number.Length <= LongestNumber && !number.Any(char.IsControl) ? new(space, number.ToUpperInvariant()) : null,
        _ => null,
    };

    /// <summary>As it was stored.</summary>
    public static CustomerKey Stored(KeySpace space, string value) => new(space, value);

    // +34 600 12 34 56, 0034 600…, +44 (0)20 7946 0000. Without the country nobody can tell whose number it is.
    private static string? Phone(string text)
    {
        text = text.Replace("(0)", "", StringComparison.Ordinal);
        if (text.Any(c => !char.IsAsciiDigit(c) && !" .-/()+\u00a0".Contains(c, StringComparison.Ordinal)))
            return null;
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (text.StartsWith("00", StringComparison.Ordinal))
            digits = digits[2..];
        else if (text[0] != '+')
            return null;
        return digits.Length is >= FewestDigits and <= MostDigits && digits[0] != '0' ? "+" + digits : null;
    }
}
