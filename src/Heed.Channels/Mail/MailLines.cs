using Heed.Channels.Http;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>Opens the lines to the operator's IMAP and SMTP servers, signed in: by password, or by an OAuth 2.0 token that it keeps fresh.</summary>
internal sealed class MailLines(OAuthTokens tokens)
{
    /// <summary>For connecting and signing in together, and for any single command after.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public async Task<ImapClient> OpenImapAsync(MailSettings settings, MailEndpoint endpoint, HttpClient http, CancellationToken ct)
    {
        var client = new ImapClient();
        try
        {
            await ConnectAsync(client, endpoint, ct);
            await SignInAsync(client, settings, endpoint, http, ct);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    public async Task OpenSmtpAsync(SmtpClient client, MailSettings settings, MailEndpoint endpoint, HttpClient http, CancellationToken ct)
    {
        await ConnectAsync(client, endpoint, ct);

        // A relay in one's own network that knows us by address offers no sign-in, and needs none.
        if (client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
        {
            await SignInAsync(client, settings, endpoint, http, ct);
        }
    }

    private static async Task ConnectAsync(MailService client, MailEndpoint endpoint, CancellationToken ct)
    {
        client.Timeout = (int)Patience.TotalMilliseconds;
        await client.ConnectAsync(endpoint.Host, endpoint.Port, endpoint.Security, ct);
    }

    private async Task SignInAsync(MailService client, MailSettings settings, MailEndpoint endpoint, HttpClient http, CancellationToken ct)
    {
        var user = endpoint.User ?? settings.Address;
        var token = await TokenAsync(settings, http, ct);
        if (token is null && endpoint.Password is null)
        {
            if (client is SmtpClient)
            {
                return;
            }

            throw new AuthenticationException("No password is set (imap-password, oauth-token or oauth-refresh-token).");
        }

        // Whoever sits on the line can hide the server's offer to encrypt; the password must not be the price.
        if (!client.IsSecure && !endpoint.IsLoopback && !endpoint.Insecure)
        {
            throw new AuthenticationException($"{endpoint} offers no encryption, so the password was not sent. Use imaps:// or smtps://, or add ?insecure=1 to the URL if the line is private.");
        }

        if (token is null)
        {
            await client.AuthenticateAsync(user, endpoint.Password ?? "", ct);
            return;
        }

        try
        {
            await client.AuthenticateAsync(Mechanism(client, user, token), ct);
        }
        catch (AuthenticationException e) when (settings.OAuth is not null && tokens.CanRenew(settings.Account) && !MailErrors.IsPassing(e))
        {
            // It may have ended early, or been withdrawn with a change of password. Once: a second refusal is the mailbox's.
            token = await RenewAsync(settings, token, http, ct);
            if (client.IsConnected)
            {
                await client.DisconnectAsync(true, ct);
            }

            await ConnectAsync(client, endpoint, ct);
            await client.AuthenticateAsync(Mechanism(client, user, token), ct);
        }
    }

    /// <summary>The access token to sign in with; null when the mailbox has a password instead.</summary>
    private async Task<string?> TokenAsync(MailSettings settings, HttpClient http, CancellationToken ct)
    {
        var token = tokens.Access(settings.Account);
        if (settings.OAuth is null || !tokens.CanRenew(settings.Account) || (token is not null && !tokens.EndsSoon(settings.Account)))
        {
            return token;
        }

        try
        {
            return await RenewAsync(settings, token, http, ct);
        }
        catch (MailGrantException) when (token is not null)
        {
            return token; // it still has minutes to live; when the server refuses it, the reason is told
        }
    }

    /// <exception cref="MailGrantException">The provider gives none, or could not be asked.</exception>
    private async Task<string> RenewAsync(MailSettings settings, string? worn, HttpClient http, CancellationToken ct) =>
        await tokens.RenewAsync(settings.Account, worn, settings.OAuth!, http, ct) switch // the callers looked
        {
            Renewal.Ready ready => ready.Access,
            Renewal.Refused refused => throw new MailGrantException(MailTrouble.GrantRefused.As(refused.Said), dead: true),
            Renewal.Later later => throw new MailGrantException(later.Why, dead: false),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // Microsoft 365 offers XOAUTH2 alone, Google both, others only the standard's OAUTHBEARER (RFC 7628).
    private static SaslMechanism Mechanism(MailService client, string user, string token) =>
        client.AuthenticationMechanisms.Contains("OAUTHBEARER") && !client.AuthenticationMechanisms.Contains("XOAUTH2")
            ? new SaslMechanismOAuthBearer(user, token)
            : new SaslMechanismOAuth2(user, token);
}
