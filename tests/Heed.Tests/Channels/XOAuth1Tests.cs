using System.Text.Json;
using Heed.Channels.X;
using Heed.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class XOAuth1Tests
{
    // Computed with Python's hmac and urllib, apart from this code.
    [Fact]
    public void Query_parameters_are_signed()
    {
        var uri = new Uri("https://api.example.test/2/users/100/mentions?max_results=5&q=a%20b%2B%C3%B1");
        var header = XOAuth1.Header("get", uri, new XOAuth1Keys("key one", "c&s", "tok", "t/s"), "n1", DateTimeOffset.FromUnixTimeSeconds(1_772_600_767));
        header.ShouldBe("OAuth oauth_consumer_key=\"key%20one\", oauth_nonce=\"n1\", oauth_signature=\"04z3UU%2FszTn3ieYo%2BRCLka3amkQ%3D\", "
            + "oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"1772600767\", oauth_token=\"tok\", oauth_version=\"1.0\"");
    }

    [Fact]
    public void Nonces_differ() => XOAuth1.NewNonce().ShouldNotBe(XOAuth1.NewNonce());

    [Fact]
    public void Published_vectors_are_met()
    {
        if (SharedData.Find("platforms/test-vectors.json") is not { } path)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        using var vectors = JsonDocument.Parse(File.ReadAllText(path));
        var form = vectors.RootElement.GetProperty("x_oauth1_form_post");
        var parameters = form.GetProperty("params").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetString()!));
        var text = XOAuth1.BaseString(form.GetProperty("method").GetString()!, new Uri(form.GetProperty("base_url").GetString()!), parameters);
        text.ShouldBe(form.GetProperty("signature_base_string").GetString());
        XOAuth1.Signature(text, form.GetProperty("consumer_secret").GetString()!, form.GetProperty("token_secret").GetString()!)
            .ShouldBe(form.GetProperty("oauth_signature").GetString());

        var json = vectors.RootElement.GetProperty("x_oauth1_json_post");
        XOAuth1.Header("POST", new Uri(json.GetProperty("base_url").GetString()!), new XOAuth1Keys("ck", "cs", "tok", "ts"), "nonce123", DateTimeOffset.FromUnixTimeSeconds(1_700_000_000))
            .ShouldBe(json.GetProperty("authorization_header").GetString());
    }
}
