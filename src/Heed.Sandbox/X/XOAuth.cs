using System.Security.Cryptography;
using System.Text;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Webhooks;
using Microsoft.AspNetCore.Http.Extensions;

namespace Heed.Sandbox.X;

/// <summary>OAuth 1.0a (RFC 5849) on the receiving side. A JSON body is not part of what is signed; the query is.</summary>
internal static class XOAuth
{
    /// <returns>The account whose token signed the request; null when none did, or the signature is wrong.</returns>
    public static BrandAccount? Caller(HttpRequest request, string header, IEnumerable<BrandAccount> accounts)
    {
        var fields = header["OAuth ".Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(f => f.Split('=', 2))
            .Where(f => f.Length == 2)
            .Select(f => (Name: Uri.UnescapeDataString(f[0]), Value: Uri.UnescapeDataString(f[1].Trim('"'))))
            .ToList();
        var token = fields.FirstOrDefault(f => f.Name == "oauth_token").Value;
        if (token is null || accounts.FirstOrDefault(a => a.Token == token) is not { } account) return null;
        if (account.TokenSecret is null) return account;

        var address = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, request.Path);
        var signed = fields.Where(f => f.Name is not ("oauth_signature" or "realm"))
            .Concat(request.Query.SelectMany(q => q.Value.Select(v => (Name: q.Key, Value: v ?? ""))));
        var expected = Sign(request.Method, address, signed, account.Secret, account.TokenSecret);
        return Signatures.Same(expected, fields.FirstOrDefault(f => f.Name == "oauth_signature").Value ?? "") ? account : null;
    }

    internal static string Sign(string method, string address, IEnumerable<(string Name, string Value)> parameters, string consumerSecret, string tokenSecret)
    {
        var pairs = parameters
            .Select(p => (Name: Uri.EscapeDataString(p.Name), Value: Uri.EscapeDataString(p.Value)))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Value, StringComparer.Ordinal)
            .Select(p => $"{p.Name}={p.Value}");
        var text = $"{method}&{Uri.EscapeDataString(address)}&{Uri.EscapeDataString(string.Join('&', pairs))}";
        var key = $"{Uri.EscapeDataString(consumerSecret)}&{Uri.EscapeDataString(tokenSecret)}";
#pragma warning disable CA5350 // OAuth 1.0a prescribes HMAC-SHA1; X still uses it.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
    }
}
