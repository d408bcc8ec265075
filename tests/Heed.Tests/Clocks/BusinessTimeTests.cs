using CsCheck;
using Heed.Core.Clocks;
using Shouldly;
using Xunit;

namespace Heed.Tests.Clocks;

public sealed class BusinessTimeTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Open_time_is_the_count_of_open_minutes() =>
        Gen.Select(Calendars.NearAChange, Gen.Int[0, 4000]).Sample((near, minutes) =>
        {
            var open = Enumerable.Range(0, minutes).Count(m => Calendars.OpenByDefinition(near.Calendar, near.At.AddMinutes(m)));
            BusinessTime.Between(near.Calendar, near.At, near.At.AddMinutes(minutes)).ShouldBe(TimeSpan.FromMinutes(open));
        }, iter: 300);

    [Fact]
    public void Open_and_closed_follow_the_wall_clock() =>
        Calendars.NearAChange.Sample(near =>
            BusinessTime.IsOpen(near.Calendar, near.At).ShouldBe(Calendars.OpenByDefinition(near.Calendar, near.At)), iter: 3000);

    [Fact]
    public void Open_time_adds_up_and_never_shrinks() =>
        Gen.Select(Calendars.NearAChange, Gen.Long[0, TimeSpan.TicksPerDay * 20], Gen.Long[0, TimeSpan.TicksPerDay * 20]).Sample((near, first, second) =>
        {
            var (calendar, a) = near;
            var b = a.AddTicks(first);
            var c = b.AddTicks(second);
            var whole = BusinessTime.Between(calendar, a, c);
            whole.ShouldBe(BusinessTime.Between(calendar, a, b) + BusinessTime.Between(calendar, b, c));
            whole.ShouldBeGreaterThanOrEqualTo(BusinessTime.Between(calendar, a, b));
            whole.ShouldBeLessThanOrEqualTo(c - a);
        }, iter: 2000);

    [Fact]
    public void Added_open_time_is_found_between_and_never_ends_while_closed() =>
        Gen.Select(Calendars.NearAChange, Gen.Long[1, TimeSpan.TicksPerDay * 10]).Sample((near, ticks) =>
        {
            var (calendar, start) = near;
            var duration = new TimeSpan(ticks);
            if (BusinessTime.Add(calendar, start, duration) is not { } due)
            {
                BusinessTime.Between(calendar, start, start.AddYears(2)).ShouldBeLessThan(duration);
                return;
            }

            BusinessTime.Between(calendar, start, due).ShouldBe(duration);
            due.ShouldBeGreaterThan(start);
            BusinessTime.IsOpen(calendar, due.AddTicks(-1)).ShouldBeTrue();
        }, iter: 2000);

    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() =>
        Calendars.NearAChange.Sample(near =>
        {
            if (BusinessTime.NextOpening(near.Calendar, near.At) is not { } opening)
            {
                BusinessTime.Between(near.Calendar, near.At, near.At.AddYears(2)).ShouldBe(TimeSpan.Zero);
                return;
            }

            BusinessTime.IsOpen(near.Calendar, opening).ShouldBeTrue();
            BusinessTime.Between(near.Calendar, near.At, opening).ShouldBe(TimeSpan.Zero);
        }, iter: 2000);

    [Theory]
    [InlineData("Europe/Paris", "2026-03-29T00:00:00+01:00", 2)] // 02:00 → 03:00
    [InlineData("Europe/Paris", "2026-10-25T00:00:00+02:00", 4)] // 03:00 → 02:00
    [InlineData("America/New_York", "2026-03-08T00:00:00-05:00", 2)]
    [InlineData("America/New_York", "2026-11-01T00:00:00-04:00", 4)]
    [InlineData("Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", 2.5)] // 02:00 → 02:30
    [InlineData("Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", 3.5)] // 02:00 → 01:30
    public void A_skipped_hour_does_not_count_and_a_repeated_one_counts_twice(string zone, string midnight, double openHours)
    {
        var calendar = Calendars.Daily(zone, "01:00-04:00");
        var start = DateTimeOffset.Parse(midnight, System.Globalization.CultureInfo.InvariantCulture);
        BusinessTime.Between(calendar, start, start.AddHours(12)).ShouldBe(TimeSpan.FromHours(openHours));
    }

    [Fact]
    public void A_shop_that_opens_within_the_repeated_hour_closes_again_for_half_of_it()
    {
        var calendar = Calendars.Daily("Europe/Paris", "02:30-05:00");
        var firstOpening = new DateTimeOffset(2026, 10, 25, 2, 30, 0, TimeSpan.FromHours(2));
        BusinessTime.IsOpen(calendar, firstOpening).ShouldBeTrue();
        BusinessTime.IsOpen(calendar, firstOpening.AddMinutes(30)).ShouldBeFalse(); // 02:00 again
        BusinessTime.NextOpening(calendar, firstOpening.AddMinutes(30)).ShouldBe(firstOpening.AddMinutes(60));
    }

    [Fact]
    public void The_day_that_Samoa_skipped_is_not_waited_through()
    {
        var calendar = Calendars.Daily("Pacific/Apia", "09:00-17:00");
        var thursdayFour = new DateTimeOffset(2011, 12, 29, 16, 0, 0, TimeSpan.FromHours(-10));
        BusinessTime.Add(calendar, thursdayFour, 2 * Hour).ShouldBe(new DateTimeOffset(2011, 12, 31, 10, 0, 0, TimeSpan.FromHours(14)));
        BusinessTime.Add(calendar, thursdayFour, 2 * Hour)!.Value.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_holiday_is_skipped_and_one_with_hours_keeps_them()
    {
        var calendar = Calendars.Made("Europe/Paris", [.. Enumerable.Repeat(Calendars.Hours("09:00-18:00"), 7)],
            [new Holiday(new DateOnly(2026, 12, 24), null, Calendars.Hours("09:00-12:00")), new Holiday(new DateOnly(2026, 12, 25), "Noël", [])]);
        var christmasEve = new DateTimeOffset(2026, 12, 24, 11, 0, 0, Hour);
        BusinessTime.Add(calendar, christmasEve, Hour).ShouldBe(new DateTimeOffset(2026, 12, 24, 12, 0, 0, Hour));
        BusinessTime.Add(calendar, christmasEve, 2 * Hour).ShouldBe(new DateTimeOffset(2026, 12, 26, 10, 0, 0, Hour));
    }

    [Fact]
    public void Hours_over_midnight_run_through()
    {
        var calendar = Calendars.Daily("Europe/Paris", "22:00-24:00", "00:00-06:00");
        var late = new DateTimeOffset(2026, 6, 1, 23, 0, 0, 2 * Hour);
        BusinessTime.Add(calendar, late, 3 * Hour).ShouldBe(late.AddHours(3));
        BusinessTime.Add(calendar, late, 8 * Hour).ShouldBe(new DateTimeOffset(2026, 6, 2, 23, 0, 0, 2 * Hour));
    }

    [Fact]
    public void Around_the_clock_is_plain_time_and_says_so()
    {
        var written = Calendars.Daily("Europe/Paris", "00:00-12:00", "12:00-24:00");
        written.IsAlwaysOpen.ShouldBeTrue();
        var start = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);
        foreach (var calendar in new[] { written, BusinessCalendar.AlwaysOpen })
        {
            BusinessTime.Add(calendar, start, 24 * Hour).ShouldBe(start.AddHours(24));
            BusinessTime.Between(calendar, start, start.AddHours(24)).ShouldBe(24 * Hour);
            BusinessTime.NextOpening(calendar, start).ShouldBe(start);
        }

        BusinessTime.Add(BusinessCalendar.AlwaysOpen, start, TimeSpan.FromDays(1000)).ShouldBeNull();
    }

    [Fact]
    public void A_calendar_that_never_opens_has_no_due_time_and_no_opening()
    {
        var never = Calendars.Made("Europe/Paris", [.. Enumerable.Repeat<IReadOnlyList<OpenHours>>([], 7)], []);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        BusinessTime.Add(never, start, Hour).ShouldBeNull();
        BusinessTime.NextOpening(never, start).ShouldBeNull();
        BusinessTime.Add(never, start, TimeSpan.Zero).ShouldBe(start);
    }

    [Fact]
    public void The_ends_of_time_are_survived()
    {
        var calendar = Calendars.Daily("America/New_York", "09:00-17:00");
        BusinessTime.IsOpen(calendar, DateTimeOffset.MinValue).ShouldBeFalse();
        BusinessTime.Add(calendar, DateTimeOffset.MaxValue, Hour).ShouldBeNull();
        BusinessTime.Add(BusinessCalendar.AlwaysOpen, DateTimeOffset.MaxValue, Hour).ShouldBeNull();
        BusinessTime.Between(Calendars.Daily("Asia/Tokyo", "09:00-17:00"), DateTimeOffset.MaxValue.AddDays(-2), DateTimeOffset.MaxValue).ShouldBeGreaterThan(Hour);
        Should.Throw<ArgumentOutOfRangeException>(() => BusinessTime.Add(calendar, DateTimeOffset.MinValue, -Hour));
    }
}
