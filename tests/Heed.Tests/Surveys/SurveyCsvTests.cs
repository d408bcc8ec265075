using Heed.Server.Surveys;
using Shouldly;
using Xunit;

namespace Heed.Tests.Surveys;

public sealed class SurveyCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")", "\"'=HYPERLINK(\"\"http://x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("acme, Ltd", "\"acme, Ltd\"")]
    [InlineData("acme", "acme")]
    [InlineData(5, "5")]
    [InlineData(null, "")]
    public void No_cell_is_run_as_a_formula(object? value, string cell) => SurveyCsv.Cell(value).ShouldBe(cell);
}
