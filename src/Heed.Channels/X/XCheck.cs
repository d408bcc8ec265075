using System.Globalization;
using System.Net;
using Heed.Channels.Http;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Tries an account's connection, one plain line for each thing tried.</summary>
internal sealed class XCheck(XApi api, XTokens tokens)
{
    public async Task<ChannelCheck> RunAsync(ChannelAccount account, HttpClient http, CancellationToken ct)
    {
        var lines = new CheckLines(XTexts.Words);
        if (account.Credential(XSettings.ConsumerSecret) is null)
            lines.Bad("no-consumer-secret");
        else
            lines.Good("consumer-secret");

        var asUser = Credentials(account, lines);
        var user = Uri.EscapeDataString(account.ExternalId);
        var exchange = await api.GetAsync(account, (asUser ? "/2/users/me" : $"/2/users/{user}") + $"?{XApi.UserFields}", http, ct);
        Answer(account, exchange, lines);
        if (exchange is Exchange.Answered { IsSuccess: true } answer)
            Identity(account, answer.Body, lines);
        return lines.Result;
    }

    /// <returns>Whether calls are made in the name of a user.</returns>
    private bool Credentials(ChannelAccount account, CheckLines lines)
    {
        if (tokens.Access(account) is not null)
        {
            lines.Good(account.Credential(XSettings.RefreshToken) is null ? "token-ends" : "token-renews");
            return true;
        }

        if (XSettings.OAuth1(account) is not null)
        {
            lines.Good("oauth1");
            return true;
        }

        if (Address(account).Contains("api.x.com", StringComparison.OrdinalIgnoreCase))
            lines.Bad("no-token");
        else
            lines.Good("no-token-needed");
        return false;
    }

    private static string Address(ChannelAccount account) => account.Setting(XSettings.Api) ?? XSettings.DefaultApi;

    private static void Answer(ChannelAccount account, Exchange exchange, CheckLines lines)
    {
        var address = Address(account);
        switch (exchange)
        {
            case Exchange.Answered { IsSuccess: true }: lines.Good("answers", address); break;
            case Exchange.Answered { Status: HttpStatusCode.Unauthorized }: lines.Bad("token-refused", address); break;
            case Exchange.Answered { Status: HttpStatusCode.Forbidden } answer: lines.Bad("forbidden", address, XProblem.Read(answer.Body).Detail); break;
            case Exchange.Answered { Status: HttpStatusCode.NotFound }: lines.Bad("user-unknown", address, account.ExternalId); break;
            case Exchange.Answered { Status: HttpStatusCode.TooManyRequests }: lines.Bad("rate-limit", address); break;
            case Exchange.Answered answer: lines.Bad("error", address, ((int)answer.Status).ToString(CultureInfo.InvariantCulture)); break;
            case Exchange.NotSent notSent: lines.Bad("unreachable", address, lines.InWords(notSent.Why)); break;
            case Exchange.Broken broken: lines.Bad("silent", address, lines.InWords(broken.Why)); break;
            default: throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Identity(ChannelAccount account, byte[] body, CheckLines lines)
    {
        using var document = JsonAnswer.TryParse(body);
        var profile = document is null ? null : XUsers.Read(document.RootElement);
        if (profile is null)
            lines.Bad("no-user", account.ExternalId);
        else if (profile.Key.Id == account.ExternalId)
            lines.Good("account", profile.Handle ?? profile.Key.Id);
        else
            lines.Bad("other-user", profile.Key.Id, profile.Handle, account.ExternalId);
    }
}
