using System.Globalization;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>Where an IMAP or SMTP server listens and how to enter, read from one URL.</summary>
/// <param name="User">Null: no sign-in unless a password is set beside the URL.</param>
/// <param name="Insecure">The operator wrote <c>?insecure=1</c>: the password may cross an unencrypted line to another machine.</param>
internal sealed record MailEndpoint(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, bool Insecure)
{
    /// <summary>Whether the line stays on this machine, so that a password on it is not exposed.</summary>
    public bool IsLoopback => Host is "localhost" or "127.0.0.1" or "::1";

    /// <summary>
    /// <c>imaps://user@host</c>, <c>smtp://user:password@host:587?insecure=1</c>. A mail address as user needs no escaping: the last @ counts.
    /// </summary>
    /// <returns>Null when it is not such a URL.</returns>
    public static MailEndpoint? Parse(string? url)
    {
        if (string.IsNullOrWhiteSpace(url) || url.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return null;
        }

        var (port, security) = url[..colon].Trim().ToLowerInvariant() switch
        {
            "imap" => (143, SecureSocketOptions.StartTlsWhenAvailable),
            "imaps" => (993, SecureSocketOptions.SslOnConnect),
            "smtp" => (587, SecureSocketOptions.StartTlsWhenAvailable),
            "smtps" => (465, SecureSocketOptions.SslOnConnect),
            _ => (0, SecureSocketOptions.None),
        };
        var rest = url[(colon + 3)..].Trim();
        var end = rest.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf('@');
        var (user, password) = at < 0 ? (null, null) : Credentials(authority[..at]);
        var host = authority[(at + 1)..];

        // The last colon starts the port, unless it stands inside the brackets of an IPv6 address.
        var portAt = host.LastIndexOf(':');
        if (portAt > host.LastIndexOf(']'))
        {
            if (!int.TryParse(host[(portAt + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is 0 or > 65535)
            {
                return null;
            }

            host = host[..portAt];
        }

        host = host.Trim('[', ']');
        return port == 0 || security == SecureSocketOptions.None || Uri.CheckHostName(host) == UriHostNameType.Unknown
            ? null
            : new MailEndpoint(host, port, security, user, password, rest.Contains("insecure=1", StringComparison.Ordinal));
    }

    /// <summary>Names the server without its credentials: a record would print them.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static (string? User, string? Password) Credentials(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (Uri.UnescapeDataString(text), null)
            : (Uri.UnescapeDataString(text[..colon]), Uri.UnescapeDataString(text[(colon + 1)..]));
    }
}
