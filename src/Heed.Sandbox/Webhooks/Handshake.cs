using System.Text;
using System.Text.Json;
using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.Webhooks;

/// <summary>The platform's half of the hand-shakes: X's CRC and Meta's challenge. Mail has none.</summary>
internal sealed class Handshake(IHttpClientFactory clients, SandboxOptions options, IdMint ids)
{
    /// <returns>Null when Heed answered right; else what was expected and what came.</returns>
    public async Task<string?> ShakeAsync(BrandAccount account, CancellationToken ct)
    {
        if (account.Network == "mail") return null;
        var challenge = ids.Next();
        var address = $"{(account.Heed ?? options.Heed).TrimEnd('/')}/webhooks/{account.Network}/{Uri.EscapeDataString(account.Account)}";
        var query = account.Network == "x"
            ? $"crc_token={challenge}"
            : $"hub.mode=subscribe&hub.challenge={challenge}&hub.verify_token={Uri.EscapeDataString(account.VerifyToken ?? "")}";
        try
        {
            using var response = await clients.CreateClient(DeliverySender.HttpClientName).GetAsync($"{address}?{query}", ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if (!response.IsSuccessStatusCode) return $"expected 200, got {(int)response.StatusCode}";
            return account.Network == "x" ? JudgeCrc(account, challenge, body) : body == challenge ? null : "the body is not the challenge";
        }
        catch (HttpRequestException e)
        {
            return $"no connection ({e.HttpRequestError})";
        }
    }

    private static string? JudgeCrc(BrandAccount account, string challenge, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var expected = Signatures.X(account.Secret, Encoding.UTF8.GetBytes(challenge));
            return json.RootElement.TryGetProperty("response_token", out var token) && token.GetString() == expected
                ? null
                : "CrcValidationFailed: response_token is not the HMAC of crc_token";
        }
        catch (JsonException)
        {
            return "CrcValidationFailed: the body is not JSON";
        }
    }
}
