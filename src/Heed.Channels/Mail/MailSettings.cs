using System.Globalization;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.Mail;

/// <summary>The knobs of a mailbox, read once per call from its <see cref="ChannelAccount"/>.</summary>
internal sealed class MailSettings(ChannelAccount account)
{
    /// <summary>A mail beyond this many bytes is not fetched; providers stop at 25–50 MB.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    public const string OAuthToken = "oauth-token";
    public const string OAuthRefreshToken = "oauth-refresh-token";

    public static IReadOnlyList<ChannelSetting> All { get; } =
    [
        new("address", true, false, IsExternalId: true),
        new("inbound-token", true, true),
        new("imap", false, true, Schemes: "imaps imap"),
        new("imap-password", false, true),
        new("smtp", false, true, Schemes: "smtps smtp"),
        new("smtp-password", false, true),
        new(OAuthToken, false, true),
        new("oauth-token-url", false, false, Schemes: "https http"),
        new("oauth-client-id", false, false),
        new("oauth-client-secret", false, true),
        new(OAuthRefreshToken, false, true),
        new("folders", false, false),
        new("sent-folder", false, false),
        new("history-days", false, false),
        new("reply-key", false, true),
        new("authserv-id", false, false),
        new("from-name", false, false),
        new("max-size", false, false),
    ];

    public string Address { get; } = MailAddresses.Normalize(account.ExternalId);

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    public string? FromName => account.Setting("from-name");

    public string? AuthservId => account.Setting("authserv-id");

    public string SentFolder => account.Setting("sent-folder") ?? "Sent";

    public int HistoryDays => int.TryParse(account.Setting("history-days"), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? Math.Min(days, 3650) : 7;

    /// <summary>Largest mail the SMTP server passes on, in megabytes.</summary>
    public int MaxSize => int.TryParse(account.Setting("max-size"), NumberStyles.None, CultureInfo.InvariantCulture, out var megabytes) && megabytes > 0 ? Math.Min(megabytes, 1000) : 25;

    /// <summary>Bytes of all files of a mail together: base64 and its line ends make 137 of every 100, and the text wants room too.</summary>
    public long MaxFileBytes => MaxSize * 1024L * 1024L * 100 / 137 - 64 * 1024;

    public IReadOnlyList<string> Folders =>
        account.Setting("folders")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } named ? named : ["INBOX"];

    public ChannelAccount Account => account;

    /// <summary>Where a new access token can be had (Google, Microsoft 365); null when the account was not told.</summary>
    public OAuthClient? OAuth => account.Credential(OAuthRefreshToken) is not null && Value("oauth-client-id") is { } id
        && Uri.TryCreate(Value("oauth-token-url"), UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? new OAuthClient(address, id, Value("oauth-client-secret"), SecretInBody: true)
            : null;

    public bool HasImap => Value("imap") is not null;

    public bool HasSmtp => Value("smtp") is not null;

    /// <summary>The IMAP server with its user and password filled in; null when none is set or its URL cannot be read.</summary>
    public MailEndpoint? Imap => Complete(MailEndpoint.Parse(Value("imap")), Value("imap-password"), null);

    /// <summary>The same for SMTP, which falls back to the IMAP user and password.</summary>
    public MailEndpoint? Smtp => Complete(MailEndpoint.Parse(Value("smtp")), Value("smtp-password"), Imap);

    /// <summary>The address is the brand's own: the mailbox itself or one of its plus addresses.</summary>
    public bool IsOwn(string address) => MailAddresses.IsVariantOf(Address, address);

    private MailEndpoint? Complete(MailEndpoint? endpoint, string? password, MailEndpoint? fallback) => endpoint is null ? null : endpoint with
    {
        User = endpoint.User ?? fallback?.User ?? Address,
        Password = endpoint.Password ?? password ?? fallback?.Password,
    };

    // The servers' URLs may hold passwords, so they are secrets; an account made by hand may have them among its settings.
    private string? Value(string key) =>
        (account.Secrets.GetValueOrDefault(key) ?? account.Setting(key)) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
