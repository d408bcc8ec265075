using CsCheck;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

public sealed class CaseSummaryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_summary_is_made_of_what_was_said_and_gives_the_numbers_once()
    {
        var summary = CaseSummary.Of(
        [
            Theirs("Hello! My parcel AB-123456 has not arrived. The tracking of the parcel says it is in Lyon since Monday. Can you tell me when the parcel arrives?"),
            Ours("Hello, we are sorry. Could you send us your order number?"),
            Theirs("Sure, order 998877. Thanks"),
        ]);
        summary.Asked.ShouldContain("My parcel AB-123456 has not arrived.");
        summary.Asked.ShouldContain("Can you tell me when the parcel arrives?");
        summary.Asked.Count.ShouldBe(3);
        summary.Answered.ShouldBe("Hello, we are sorry. Could you send us your order number?");
        summary.Numbers.ShouldBe(["AB-123456", "998877"]);
    }

    [Fact]
    public void Nothing_said_gives_an_empty_summary() =>
        CaseSummary.Of([]).ShouldSatisfyAllConditions(s => s.Asked.ShouldBeEmpty(), s => s.Latest.ShouldBeNull(), s => s.Answered.ShouldBeNull(), s => s.Numbers.ShouldBeEmpty());

    [Fact]
    public void Nothing_is_invented_whatever_was_written() =>
        Gen.String.Array[0, 6].Sample(texts =>
        {
            var summary = CaseSummary.Of([.. texts.Select((t, i) => i % 2 == 0 ? Theirs(t) : Ours(t))]);
            var all = string.Join('\n', texts);
            foreach (var sentence in summary.Asked)
                all.ShouldContain(sentence.TrimEnd('…'));
            summary.Asked.Count.ShouldBeLessThanOrEqualTo(3);
        });

    [Theory]
    [InlineData("order #4711 please", "4711")]
    [InlineData("Bestellung 20231234", "20231234")]
    [InlineData("ref FR/2026-0042 not found", "FR/2026-0042")]
    [InlineData("it cost 12345€", null)]
    [InlineData("in 2026 at 10:30 I paid 49.90", null)]
    [InlineData("see https://example.com/123456", null)]
    [InlineData("@agent123456 #promo20261", null)]
    public void Numbers_that_name_an_order_are_told_from_others(string text, string? expected) =>
        ReferenceNumbers.In(text).ShouldBe(expected is null ? [] : [expected]);

    private static SaidLine Theirs(string text) => new(Noon, Direction.Inbound, text);

    private static SaidLine Ours(string text) => new(Noon, Direction.Outbound, text);
}
