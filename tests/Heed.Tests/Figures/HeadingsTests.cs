using System.Globalization;
using Heed.Core.Figures;
using Heed.Server.Figures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures;

public sealed class HeadingsTests
{
    [Fact]
    public void Every_heading_has_figures_under_it() =>
        FigureCatalog.All.Select(f => f.Group).Distinct().ShouldBe(Enum.GetValues<FigureGroup>(), ignoreOrder: true);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task Every_heading_has_a_name_in_every_language(string language)
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<FiguresWords>>();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Enum.GetValues<FigureGroup>().ShouldAllBe(g => !words["group." + g.ToString().ToLowerInvariant()].ResourceNotFound);
    }
}
