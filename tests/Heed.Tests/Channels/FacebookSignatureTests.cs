using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CsCheck;
using Heed.Channels.Facebook;
using Heed.Core.Channels;
using Heed.Testing;
using Shouldly;
using Xunit;
using static Heed.Tests.Channels.FacebookTestKit;

namespace Heed.Tests.Channels;

public sealed class FacebookSignatureTests
{
    private const string Header = "x-hub-signature-256";

    private static string Sign(byte[] body, string secret = "s3cret") =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    [Fact]
    public void A_delivery_signed_with_the_app_secret_is_genuine_and_one_changed_byte_makes_it_forged() =>
        Gen.Byte.Array[0, 300].Select(Gen.Int[0, int.MaxValue]).Sample((body, at) =>
        {
            var proof = Sign(body);
            Channel().Prove(Account(), Delivery(body, (Header, proof))).ShouldBe(Genuineness.Genuine);
            if (body.Length == 0) return;
            body[at % body.Length] ^= 1;
            Channel().Prove(Account(), Delivery(body, (Header, proof))).ShouldBe(Genuineness.Forged);
        }, iter: 300);

    [Fact]
    public void Without_the_header_the_proof_is_missing_and_the_old_sha1_header_does_not_count()
    {
        Channel().Prove(Account(), Delivery("{}")).ShouldBe(Genuineness.ProofMissing);
        Channel().Prove(Account(), Delivery("{}", ("x-hub-signature", "sha1=0123456789012345678901234567890123456789"))).ShouldBe(Genuineness.ProofMissing);
    }

    [Theory]
    [InlineData("sha256=")]
    [InlineData("sha256=zz")]
    [InlineData("sha1=0000")]
    [InlineData("sha256=00000000000000000000000000000000000000000000000000000000000000zz")]
    [InlineData("garbage")]
    public void A_proof_of_another_shape_is_forged(string proof) =>
        Channel().Prove(Account(), Delivery("{}", (Header, proof))).ShouldBe(Genuineness.Forged);

    [Fact]
    public void The_handshake_answers_the_challenge_only_to_who_knows_the_verify_token()
    {
        Dictionary<string, string> query = new() { ["hub.mode"] = "subscribe", ["hub.challenge"] = "1158", ["hub.verify_token"] = "open sesame" };
        Channel().Shake(Account(), query).ShouldBe(new Handshake(HttpStatusCode.OK, "text/plain", "1158"));

        foreach (var (key, value) in new[] { ("hub.verify_token", "open sesam"), ("hub.mode", "unsubscribe"), ("hub.challenge", "") })
            Channel().Shake(Account(), new Dictionary<string, string>(query) { [key] = value })!.Status.ShouldBe(HttpStatusCode.Forbidden);
        Channel().Shake(Account(), new Dictionary<string, string>())!.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void The_reference_vectors_hold()
    {
        var file = SharedData.Find("platforms/test-vectors.json");
        Assert.SkipWhen(file is null, "needs ../shared");
        using var vectors = JsonDocument.Parse(File.ReadAllText(file!));
        var signed = vectors.RootElement.GetProperty("meta_hub_signature_256");
        var account = Account(secret: signed.GetProperty("app_secret").GetString()!);
        var body = signed.GetProperty("raw_body_as_received").GetString()!;
        var value = signed.GetProperty("value").GetString()!;
        Channel().Prove(account, Delivery(body, (Header, value))).ShouldBe(Genuineness.Genuine);
        Channel().Prove(account, Delivery(body, (Header, signed.GetProperty("reserialised_body_gives_other_value").GetString()!))).ShouldBe(Genuineness.Forged);
        Channel().Prove(account, Delivery(body.Replace("m_abc", "m_abd", StringComparison.Ordinal), (Header, value))).ShouldBe(Genuineness.Forged);

        var proof = vectors.RootElement.GetProperty("meta_appsecret_proof");
        FacebookSignature.AppSecretProof(proof.GetProperty("app_secret").GetString()!, proof.GetProperty("access_token").GetString()!)
            .ShouldBe(proof.GetProperty("appsecret_proof").GetString());
    }
}
