using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Heed.Testing.Servers;

/// <summary>Deliveries signed as the platforms sign them, computed independently of the product's own code.</summary>
public static class SignedDelivery
{
    public static HttpRequestMessage X(Uri heed, string body, string secret = "x-secret", string account = "acme")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = Post(new Uri(heed, $"/webhooks/x/{account}"), bytes, "application/json");
        request.Headers.Add("x-twitter-webhooks-signature", "sha256=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return request;
    }

    public static HttpRequestMessage Facebook(Uri heed, string body, string secret = "fb-secret", string account = "acme")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = Post(new Uri(heed, $"/webhooks/facebook/{account}"), bytes, "application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
        return request;
    }

    public static HttpRequestMessage Mail(Uri heed, string mime, string token = "mail-token-mail-token", string account = "help")
    {
        var request = Post(new Uri(heed, $"/webhooks/mail/{account}"), Encoding.UTF8.GetBytes(mime.ReplaceLineEndings("\r\n")), "message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static HttpRequestMessage Post(Uri address, byte[] body, string type)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return request;
    }
}
