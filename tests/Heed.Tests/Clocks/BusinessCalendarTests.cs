using CsCheck;
using Heed.Core.Clocks;
using NodaTime;
using Shouldly;
using Xunit;

namespace Heed.Tests.Clocks;

public sealed class BusinessCalendarTests
{
    [Fact]
    public void What_is_written_is_read_back_the_same() =>
        Calendars.NearAChange.Sample(near =>
        {
            var read = BusinessCalendar.Parse(near.Calendar.ToJson(), out var error);
            error.ShouldBeNull();
            read.ShouldBe(near.Calendar);
            read!.GetHashCode().ShouldBe(near.Calendar.GetHashCode());
        }, iter: 200);

    [Fact]
    public void A_calendar_written_by_hand_is_read()
    {
        var calendar = BusinessCalendar.Parse("""
            { "timeZone": "America/Mexico_City",
              "week": { "Monday": ["14:00-18:00", "9:00-12:30"], "saturday": ["10:00 – 24:00"], "sunday": [] },
              "holidays": [ { "date": "2026-12-25", "name": "Navidad" }, { "date": "2026-12-24", "hours": ["09:00-12:00"] } ] }
            """, out var error);

        error.ShouldBeNull();
        calendar.ShouldNotBeNull();
        calendar.On(IsoDayOfWeek.Monday).ShouldBe([new OpenHours(540, 750), new OpenHours(840, 1080)]);
        calendar.On(IsoDayOfWeek.Saturday).ShouldBe([new OpenHours(600, 1440)]);
        calendar.On(IsoDayOfWeek.Tuesday).ShouldBeEmpty();
        calendar.Holidays.Select(h => h.Date).ShouldBe([new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 25)]);
        calendar.IsAlwaysOpen.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "not valid JSON")]
    [InlineData("null", "names no timeZone")]
    [InlineData("[]", "not a calendar")]
    [InlineData("{}", "names no timeZone")]
    [InlineData("""{"timeZone":"Mars/Olympus"}""", "not a known time zone")]
    [InlineData("""{"timeZone":"Europe/Paris","holiday":[]}""", "not a calendar")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"lundi":["09:00-12:00"]}}""", "'lundi' is not a day of the week")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":["nine to five"]}}""", "monday: 'nine to five' is not a stretch")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":["22:00-06:00"]}}""", "ends before it begins")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":["09:00-24:01"]}}""", "is not a stretch")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":["09:00-12:00","11:00-13:00"]}}""", "Monday: 09:00-12:00 and 11:00-13:00 overlap")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":[],"MONDAY":[]}}""", "written twice")]
    [InlineData("""{"timeZone":"Europe/Paris","holidays":[{"date":"25/12/2026"}]}""", "'25/12/2026' is not a date")]
    [InlineData("""{"timeZone":"Europe/Paris","holidays":[null]}""", "is not a date")]
    [InlineData("""{"timeZone":"Europe/Paris","holidays":[{"date":"2026-12-25"},{"date":"2026-12-25"}]}""", "listed twice")]
    [InlineData("""{"timeZone":"Europe/Paris","week":{"monday":[null]}}""", "is not a stretch")]
    public void A_wrong_calendar_is_refused_with_the_reason(string json, string reason)
    {
        BusinessCalendar.Parse(json, out var error).ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(reason);
    }

    [Fact]
    public void No_text_makes_the_reader_throw() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["{}[]\":,timeZonweky09-"], 0, 60]).Sample(text =>
            (BusinessCalendar.Parse(text, out var error) is null).ShouldBe(error is not null), iter: 2000);
}
