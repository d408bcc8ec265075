using CsCheck;
using Heed.Core.Outcomes;
using Shouldly;
using Xunit;

namespace Heed.Tests.Outcomes;

/// <summary>Outcomes as other systems write them: what is understood, and what is refused instead of guessed.</summary>
public sealed class OutcomeReaderTests
{
    private static readonly TimeZoneInfo Madrid = TimeZoneInfo.FindSystemTimeZoneById("Europe/Madrid");

    [Theory]
    [InlineData("12.50", 1250)]
    [InlineData("12,5", 1250)]
    [InlineData("1.234,56", 123456)]
    [InlineData("1,234.56", 123456)]
    [InlineData("1.234", 123400)]
    [InlineData("€ 1 234,56", 123456)]
    [InlineData("1.234.567", 123456700)]
    [InlineData("101348.88", 10134888)]
    [InlineData("83807.8671", 8380787)]
    [InlineData("0", 0)]
    public void Amounts_are_read_as_people_write_them(string text, long cents) => Read(amount: text).Outcome.ShouldNotBeNull().Cents.ShouldBe(cents);

    [Theory]
    [InlineData("-3")]
    [InlineData("12 EUR")]
    [InlineData("1e9")]
    [InlineData("9999999999999")]
    public void What_is_no_amount_is_refused(string text) => Read(amount: text).Wrong.ShouldBe("amount");

    [Theory]
    [InlineData("2026-03-04", "2026-03-03T23:00:00Z")]
    [InlineData("2026-07-04 10:20:30", "2026-07-04T08:20:30Z")]
    [InlineData("2026-07-04T10:20:30Z", "2026-07-04T10:20:30Z")]
    [InlineData("2026-07-04T10:20:30+05:30", "2026-07-04T04:50:30Z")]
    [InlineData("04/03/2026", "2026-03-03T23:00:00Z")]
    [InlineData("4.3.2026 09:15", "2026-03-04T08:15:00Z")]
    public void Times_are_read_in_the_zone_of_the_file_unless_they_name_theirs(string text, string expected) =>
        Read(at: text).Outcome.ShouldNotBeNull().At.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Whether_the_month_or_the_day_comes_first_is_said_and_not_guessed()
    {
        var text = new OutcomeText("A-1", null, "c7", "03/04/2026", null, null, null);
        new OutcomeReader("shop", KeySpace.Number, OutcomeKind.Order, null, TimeZoneInfo.Utc, DateOrder.MonthFirst).Read(text).Outcome!.At.Month.ShouldBe(3);
        new OutcomeReader("shop", KeySpace.Number, OutcomeKind.Order, null, TimeZoneInfo.Utc, DateOrder.DayFirst).Read(text).Outcome!.At.Month.ShouldBe(4);
        Read(at: "13/13/2026").Wrong.ShouldBe("at");
        Read(at: "yesterday").Wrong.ShouldBe("at");
        Read(at: "").Wrong.ShouldBe("at");
    }

    [Theory]
    [InlineData(KeySpace.Mail, " Jo@Example.ORG ", "jo@example.org")]
    [InlineData(KeySpace.Mail, "Jo <jo@example.org>", null)]
    [InlineData(KeySpace.Mail, "jo", null)]
    [InlineData(KeySpace.Phone, "+44 (0)20 7946-0000", "+442079460000")]
    [InlineData(KeySpace.Phone, "0034 600 12 34 56", "+34600123456")]
    [InlineData(KeySpace.Phone, "600 12 34 56", null)]
    [InlineData(KeySpace.Phone, "+34 call me", null)]
    [InlineData(KeySpace.Number, " c-0042 ", "C-0042")]
    [InlineData(KeySpace.Number, "", null)]
    public void Identifiers_are_written_in_one_way_or_refused(KeySpace space, string text, string? value) => CustomerKey.Read(space, text)?.Value.ShouldBe(value);

    [Fact]
    public void What_is_missing_is_named()
    {
        Read(reference: " ").Wrong.ShouldBe("reference");
        Read(customer: "").Wrong.ShouldBe("customer");
        Read(kind: "refund").Wrong.ShouldBe("kind");
        Read(kind: "2").Wrong.ShouldBe("kind");
        Read(kind: "dropped-basket").Outcome!.Kind.ShouldBe(OutcomeKind.DroppedBasket);
        Read(currency: "euro").Wrong.ShouldBe("currency");
        new OutcomeReader("shop", KeySpace.Number, OutcomeKind.Order, null, TimeZoneInfo.Utc, DateOrder.DayFirst).Read(new("A", null, "c", "2026-01-01", "5", null, null)).Wrong.ShouldBe("currency");
    }

    [Fact]
    public void Whatever_stands_in_a_file_is_read_or_refused_and_never_breaks_anything() =>
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String, Gen.String).Sample((a, b, c, d, e) =>
        {
            var (outcome, wrong) = new OutcomeReader("s", KeySpace.Phone, null, "EUR", Madrid, DateOrder.DayFirst).Read(new OutcomeText(a, b, c, d, e, a, b));
            (outcome is null).ShouldBe(wrong is not null);
        });

    [Fact]
    public void An_amount_written_in_either_way_is_the_same() =>
        Gen.Long[0, 99_999_999_999].Sample(cents =>
        {
            var plain = (cents / 100m).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
            Read(amount: plain).Outcome!.Cents.ShouldBe(cents);
            Read(amount: plain.Replace('.', ',')).Outcome!.Cents.ShouldBe(cents);
            Read(amount: (cents / 100m).ToString("N2", System.Globalization.CultureInfo.GetCultureInfo("en-US"))).Outcome!.Cents.ShouldBe(cents);
            Read(amount: (cents / 100m).ToString("N2", System.Globalization.CultureInfo.GetCultureInfo("de-DE"))).Outcome!.Cents.ShouldBe(cents);
        });

    private static (Outcome? Outcome, string? Wrong) Read(
        string? reference = "A-1", string? kind = null, string? customer = "c7", string? at = "2026-03-04", string? amount = "1", string? currency = null) =>
        new OutcomeReader("shop", KeySpace.Number, OutcomeKind.Order, "EUR", Madrid, DateOrder.DayFirst).Read(new OutcomeText(reference, kind, customer, at, amount, currency, null));
}
