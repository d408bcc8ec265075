using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailSignatureTests
{
    [Theory]
    [InlineData("authorization", "Bearer pipe-token-1", Genuineness.Genuine)]
    [InlineData("authorization", "bearer pipe-token-1", Genuineness.Genuine)]
    [InlineData("x-heed-token", "pipe-token-1", Genuineness.Genuine)]
    [InlineData("authorization", "Bearer pipe-token-2", Genuineness.Forged)]
    [InlineData("x-heed-token", "pipe-token-", Genuineness.Forged)]
    [InlineData("authorization", "Basic cGlwZS10b2tlbi0x", Genuineness.ProofMissing)]
    [InlineData("authorization", "Bearer ", Genuineness.ProofMissing)]
    [InlineData("x-other", "pipe-token-1", Genuineness.ProofMissing)]
    public void The_door_opens_for_the_token_only(string header, string value, Genuineness expected) =>
        MailSamples.Channel.Prove(MailSamples.Account(), new RawDelivery("x"u8.ToArray(), null, new Dictionary<string, string> { [header] = value }))
            .ShouldBe(expected);

    [Fact]
    public void A_loop_mark_is_read_back_and_a_changed_one_is_not_ours()
    {
        var mark = MailSignature.LoopMark("key-1@acme.example", "k"u8);
        MailSignature.ReadLoopMark(mark, "k"u8).ShouldBe("key-1@acme.example");
        MailSignature.ReadLoopMark(mark.Replace("key-1", "key-2", StringComparison.Ordinal), "k"u8).ShouldBeNull();
        MailSignature.ReadLoopMark(mark, "other"u8).ShouldBeNull();
        MailSignature.ReadLoopMark(null, "k"u8).ShouldBeNull();
    }

    [Fact]
    public void Servers_and_passwords_are_secrets() =>
        MailSamples.Channel.Settings.Where(s => s.Secret).Select(s => s.Key)
            .ShouldBe(["inbound-token", "imap", "imap-password", "smtp", "smtp-password", "oauth-token", "oauth-client-secret", "oauth-refresh-token", "reply-key"], ignoreOrder: true);

    [Theory]
    [InlineData("imaps://help@acme.example@mail.acme.example", "mail.acme.example", 993, "help@acme.example", null)]
    [InlineData("smtp://u%40x:p%3Aw@127.0.0.1:2525", "127.0.0.1", 2525, "u@x", "p:w")]
    [InlineData("smtps://[::1]", "::1", 465, null, null)]
    [InlineData("imap://mail.acme.example/", "mail.acme.example", 143, null, null)]
    public void A_server_address_is_read(string url, string host, int port, string? user, string? password)
    {
        var endpoint = MailEndpoint.Parse(url).ShouldNotBeNull();
        (endpoint.Host, endpoint.Port, endpoint.User, endpoint.Password).ShouldBe((host, port, user, password));
        endpoint.ToString().ShouldNotContain(password ?? "no password");
    }

    [Theory]
    [InlineData("")]
    [InlineData("mail.acme.example")]
    [InlineData("http://mail.acme.example")]
    [InlineData("imap://host:99999")]
    [InlineData("imap://:143")]
    public void What_is_not_a_server_address_is_not_taken_for_one(string url) => MailEndpoint.Parse(url).ShouldBeNull();
}
