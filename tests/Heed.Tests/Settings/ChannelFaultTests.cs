using System.Globalization;
using System.Resources;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Server.Settings;
using Shouldly;
using Xunit;

namespace Heed.Tests.Settings;

/// <summary>Whoever connects a channel on the screen is told in their language what is wrong.</summary>
public sealed class ChannelFaultTests
{
    private static readonly ResourceManager Words = new(typeof(SettingsWords));

    public static TheoryData<string> Faults => [.. Enum.GetNames<ChannelFault>()];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_fault_has_a_sentence_of_its_own_in_three_languages(string fault)
    {
        var said = new[] { "en", "fr", "es" }.Select(l => Words.GetString("channel.wrong." + fault, CultureInfo.GetCultureInfo(l))).ToList();

        said.ShouldAllBe(s => !string.IsNullOrWhiteSpace(s));
        said.ShouldBeUnique();
    }

    [Fact]
    public void A_refusal_names_the_setting_and_never_its_value()
    {
        var channel = new XChannel(TimeProvider.System, null);
        var draft = new ChannelDraft(Network.X, "acme", null, null, new Dictionary<string, string> { ["consumer-secret"] = "very\nsecret" });

        var refused = ChannelRules.Judge(draft, channel).ShouldNotBeNull();

        (refused.Fault, refused.Detail).ShouldBe((ChannelFault.ControlCharacter, ""));
        refused.Settings.ShouldBe(["consumer-secret"]);
        (refused.What + refused.Fix).ShouldNotContain("very");
    }
}
