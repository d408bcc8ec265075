using System.Globalization;
using Heed.Server.Design;
using Shouldly;
using Xunit;

namespace Heed.Tests.Design;

public sealed class DollarsTests
{
    [Theory]
    [InlineData("en", 10_000, "$0.01")]
    [InlineData("en", 15_000, "$0.015")]
    [InlineData("en", 200_000, "$0.20")]
    [InlineData("en", 12_345, "$0.0123")]
    [InlineData("fr", 15_000, "0,015 $US")]
    [InlineData("es", 200_000, "0,20 US$")]
    public void A_price_is_written_as_its_reader_writes_money(string culture, long microDollars, string expected)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            Dollars.Say(microDollars).Replace('\u00a0', ' ').Replace('\u202f', ' ').ShouldBe(expected);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
