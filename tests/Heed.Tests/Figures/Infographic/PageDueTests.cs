using Heed.Core.Figures;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures.Infographic;

public sealed class PageDueTests
{
    [Fact]
    public void A_week_is_due_on_Monday_at_seven_on_the_clock_on_the_wall()
    {
        // Clocks in Paris went back on Sunday, 25 October 2026.
        var before = PageDue.Last(Cadence.Weekly, new(2026, 10, 26, 5, 59, 59, TimeSpan.Zero), "Europe/Paris");
        var after = PageDue.Last(Cadence.Weekly, new(2026, 10, 26, 6, 0, 0, TimeSpan.Zero), "Europe/Paris");
        before.At.ShouldBe(new(2026, 10, 19, 5, 0, 0, TimeSpan.Zero));
        after.At.ShouldBe(new(2026, 10, 26, 6, 0, 0, TimeSpan.Zero));
        (after.From, after.To).ShouldBe((new(2026, 10, 18, 22, 0, 0, TimeSpan.Zero), new(2026, 10, 25, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_month_is_due_on_the_first_about_the_month_before()
    {
        var due = PageDue.Last(Cadence.Monthly, new(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), "UTC");
        due.ShouldBe(new PageDue(new(2027, 1, 1, 7, 0, 0, TimeSpan.Zero), new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        PageDue.Last(Cadence.Monthly, due.At, "UTC").ShouldBe(due);
        PageDue.Last(Cadence.Monthly, due.At.AddTicks(-1), "UTC").To.ShouldBe(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
    }
}
