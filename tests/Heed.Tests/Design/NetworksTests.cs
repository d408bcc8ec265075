using System.Globalization;
using Heed.Core.Channels;
using Heed.Server.Design;
using Heed.Server.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Shouldly;
using Xunit;

namespace Heed.Tests.Design;

/// <summary>What a network needs beside its connector is named here when it is missing.</summary>
public sealed class NetworksTests
{
    [Fact]
    public void Every_network_has_one_connector_in_the_same_order() =>
        Connectors.All.Select(c => c(TimeProvider.System, null).Network).ShouldBe(Network.All);

    [Fact]
    public void Every_network_has_an_icon_of_its_own() => Network.All.ShouldAllBe(n => Icons.OfNetwork(n) == n);

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("es")]
    public async Task Every_network_has_a_name_in_every_language(string language)
    {
        await using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var words = services.GetRequiredService<IStringLocalizer<Words>>();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Network.All.ShouldAllBe(n => !words["network." + n].ResourceNotFound);
    }
}
