using System.Globalization;
using MimeKit;

namespace Heed.Channels.Mail;

/// <summary>One spelling per address, so that the same person is one identity.</summary>
internal static class MailAddresses
{
    private const int MaxLength = 320;
    private static readonly IdnMapping Idn = new();

    /// <summary>Lower case, the domain in its ASCII form. RFC 5321 lets local parts differ by case; no receiver in use does.</summary>
    public static string Normalize(string address)
    {
        var trimmed = MailStrings.OneLine(address);
        var at = trimmed.LastIndexOf('@');
        return at < 0 ? trimmed.ToLowerInvariant() : $"{trimmed[..at].ToLowerInvariant()}@{Ascii(trimmed[(at + 1)..].TrimEnd('.'))}";
    }

    /// <summary>Whether it can stand in an envelope: one @, no space, nothing that could start a new line.</summary>
    public static bool IsUsable(string address)
    {
        var at = address.LastIndexOf('@');
        return at > 0 && at < address.Length - 1 && address.Length <= MaxLength
            && !address.Any(c => c <= ' ' || c is '<' or '>' or ',' or ';' or '"' or '\u007f' || char.IsControl(c))
            && address.IndexOf('@', StringComparison.Ordinal) == at;
    }

    /// <summary>The addresses in order, groups opened, broken ones left out.</summary>
    public static IEnumerable<(string Address, string? Name)> In(InternetAddressList? list)
    {
        foreach (var mailbox in list?.Mailboxes ?? [])
        {
            var address = Normalize(mailbox.Address);
            if (IsUsable(address))
            {
                var name = MailStrings.OneLine(mailbox.Name ?? "", 200);
                yield return (address, name.Length == 0 ? null : name);
            }
        }
    }

    /// <summary>Same domain, same local part before a plus.</summary>
    public static bool IsVariantOf(string own, string candidate)
    {
        var at = own.LastIndexOf('@');
        return candidate.Equals(own, StringComparison.OrdinalIgnoreCase)
            || (at > 0 && candidate.Length > own.Length && candidate[at] == '+'
                && candidate.StartsWith(own[..at], StringComparison.OrdinalIgnoreCase)
                && candidate[candidate.LastIndexOf('@')..].Equals(own[at..], StringComparison.OrdinalIgnoreCase));
    }

    private static string Ascii(string domain)
    {
        try
        {
            return Idn.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            // Not a name the DNS could hold; it stays as it came and IsUsable or the sending server refuses it.
            return domain.ToLowerInvariant();
        }
    }
}
