using System.Text;
using System.Text.Json;
using CsCheck;
using Heed.Channels.Mail;
using Heed.Testing;
using Heed.Testing.Mail;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class MailReplyAddressTests
{
    private static readonly Guid Case = Guid.Parse("01990000-1111-7222-8333-444444444444");

    [Fact]
    public void The_proof_agrees_with_the_published_vector()
    {
        var path = SharedData.Find("platforms/test-vectors.json");
        Assert.SkipWhen(path is null, "needs ../shared");
        using var vectors = JsonDocument.Parse(File.ReadAllText(path!));
        var vector = vectors.RootElement.GetProperty("email_reply_token");
        string Of(string name) => vector.GetProperty(name).GetString()!;
        MailReplyAddress.Proof(Of("message"), Encoding.UTF8.GetBytes(Of("key")), 8).ShouldBe(Of("hex8"));
        MailReplyAddress.Proof(Of("message"), Encoding.UTF8.GetBytes(Of("key"))).ShouldBe(Of("hex16"));
    }

    [Fact]
    public void Every_case_can_be_read_back_whatever_happens_to_upper_and_lower_case() =>
        Gen.Guid.Sample(id =>
        {
            var address = MailReplyAddress.Make("help@acme.example", id, "k"u8);
            return address is not null && MailReplyAddress.Read(address, "help@acme.example", "k"u8) == id
                && MailReplyAddress.Read(address.ToUpperInvariant(), "help@acme.example", "k"u8) == id;
        });

    [Fact]
    public void A_changed_address_proves_nothing()
    {
        var genuine = MailReplyAddress.Make("help@acme.example", Case, "k"u8)!;
        for (var i = 0; i < genuine.IndexOf('@', StringComparison.Ordinal); i++)
        {
            var changed = genuine[..i] + (genuine[i] == 'b' ? 'd' : 'b') + genuine[(i + 1)..];
            MailReplyAddress.Read(changed, "help@acme.example", "k"u8).ShouldBeNull(changed);
        }

        MailReplyAddress.Read(genuine, "help@acme.example", "another key"u8).ShouldBeNull();
        MailReplyAddress.Read(genuine, "help@other.example", "k"u8).ShouldBeNull();
        MailReplyAddress.Read("help+c@acme.example", "help@acme.example", "k"u8).ShouldBeNull();
    }

    [Fact]
    public void A_local_part_beyond_64_octets_is_not_made() =>
        MailReplyAddress.Make("a-rather-long-mailbox@acme.example", Case, "k"u8).ShouldBeNull();

    [Theory]
    [InlineData("To")]
    [InlineData("Cc")]
    [InlineData("Delivered-To")]
    [InlineData("X-Original-To")]
    public void The_case_is_found_in_every_header_that_may_hold_the_address(string header)
    {
        var address = MailReplyAddress.Make(MailSamples.Address, Case, MailReplyAddress.Key(MailSamples.Account())!);
        MailSamples.Written(MailSamples.Plain("Hi", $"{header}: Acme <{address}>")).SignedCaseId.ShouldBe(Case);
    }

    [Fact]
    public void A_forged_reply_address_is_an_ordinary_mail()
    {
        var address = MailReplyAddress.Make(MailSamples.Address, Case, "guessed"u8);
        var mail = MailSamples.Written(MailSamples.Plain("Hi", $"Cc: {address}"));
        mail.SignedCaseId.ShouldBeNull();
        mail.Cc.ShouldBeEmpty();
    }
}
