using System.Net;
using System.Text;
using System.Text.Json;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.XExamples;

namespace Heed.Tests.Channels;

public sealed class XSignatureTests
{
    // Both values were computed with Python's hmac, apart from this code.
    private const string Body = """{"for_user_id":"100","note":"¿dónde está mi pedido? 📦"}""";
    private const string Signature = "sha256=ZK+HHAN/YVgVCz8qkTn0+0uQkz0coKaou3DRdCsYSb4=";
    private const string Challenge = "sha256=P6N5dnHzSt7rSoSfmhMTGzOJDFQmzACLstKg53/LF5E=";

    [Fact]
    public void Genuine_delivery_is_recognised() =>
        Channel.Prove(Account(), Delivery(Body, Signature)).ShouldBe(Genuineness.Genuine);

    [Fact]
    public void Every_flipped_byte_makes_a_forgery()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        for (var at = 0; at < bytes.Length; at++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= 1;
            Channel.Prove(Account(), Delivery(flipped, Signature)).ShouldBe(Genuineness.Forged, $"byte {at}");
        }
    }

    [Fact]
    public void Reserialised_body_is_a_forgery()
    {
        var reserialised = JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(Body));
        reserialised.ShouldNotBe(Body);
        Channel.Prove(Account(), Delivery(reserialised, Signature)).ShouldBe(Genuineness.Forged);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Absent_signature_is_a_missing_proof(string? signature) =>
        Channel.Prove(Account(), Delivery(Body, signature)).ShouldBe(Genuineness.ProofMissing);

    [Theory]
    [InlineData("sha256=")]
    [InlineData("sha256=not base64!")]
    [InlineData("sha256=AAAA")]
    [InlineData("sha1=AAAA")]
    [InlineData("sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Malformed_or_wrong_signature_is_a_forgery(string signature) =>
        Channel.Prove(Account(), Delivery(Body, signature)).ShouldBe(Genuineness.Forged);

    [Fact]
    public void Signature_by_another_secret_is_a_forgery()
    {
        var other = Account(secrets: new Dictionary<string, string> { ["consumer-secret"] = "other" });
        Channel.Prove(other, Delivery(Body, Signature)).ShouldBe(Genuineness.Forged);
    }

    [Fact]
    public void Empty_secret_proves_nothing()
    {
        var open = Account(secrets: new Dictionary<string, string> { ["consumer-secret"] = "" });
        Channel.Prove(open, Delivery(Body, XSignature.Sign("", Encoding.UTF8.GetBytes(Body)))).ShouldBe(Genuineness.Forged);
    }

    [Fact]
    public void Challenge_is_answered()
    {
        var answer = Channel.Shake(Account(), new Dictionary<string, string> { ["crc_token"] = "a token+with/signs=" }).ShouldNotBeNull();
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.ContentType.ShouldBe("application/json");
        answer.Body.ShouldBe($$"""{"response_token":"{{Challenge}}"}""");
    }

    [Fact]
    public void Challenge_without_a_token_is_a_bad_request() =>
        Channel.Shake(Account(), new Dictionary<string, string>()).ShouldNotBeNull().Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public void Published_vectors_are_met()
    {
        if (SharedData.Find("platforms/test-vectors.json") is not { } path)
        {
            Assert.Skip("needs ../shared");
            return;
        }

        using var vectors = JsonDocument.Parse(File.ReadAllText(path));
        var signed = vectors.RootElement.GetProperty("x_webhook_signature");
        var account = Account(secrets: new Dictionary<string, string> { ["consumer-secret"] = signed.GetProperty("consumer_secret").GetString()! });
        var body = Encoding.UTF8.GetBytes(signed.GetProperty("raw_body_utf8").GetString()!);
        body.Length.ShouldBe(signed.GetProperty("raw_body_length_bytes").GetInt32());
        Channel.Prove(account, Delivery(body, signed.GetProperty("value").GetString())).ShouldBe(Genuineness.Genuine);
        body[100] ^= 1;
        Channel.Prove(account, Delivery(body, signed.GetProperty("value").GetString())).ShouldBe(Genuineness.Forged);

        var crc = vectors.RootElement.GetProperty("x_crc");
        var answer = Channel.Shake(account, new Dictionary<string, string> { ["crc_token"] = crc.GetProperty("crc_token").GetString()! });
        using var told = JsonDocument.Parse(answer!.Body);
        told.RootElement.GetProperty("response_token").GetString().ShouldBe(crc.GetProperty("response_body").GetProperty("response_token").GetString());
    }
}
