using System.Globalization;
using Heed.Core.Channels;

namespace Heed.Server.Settings;

/// <summary>What the channels have to say, in the reader's language: what stands in the way, and what a setting is for.</summary>
/// <remarks>The words themselves stand beside each network's code: <c>Heed.Channels/X/XTexts.resx</c> and its two sisters.</remarks>
internal sealed class ChannelWords(ChannelCatalog catalog)
{
    /// <summary>For commands and the API, which speak English.</summary>
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>The code of what a column holds; null for prose from before there were codes.</summary>
    public static string? CodeOf(string? stored) => Trouble.Read(stored)?.Code;

    /// <summary>What a column holds, in words. Prose from before there were codes stays as it is.</summary>
    /// <param name="language">Null: the viewer's.</param>
    public string? Tell(string? stored, CultureInfo? language = null) => Trouble.Read(stored) is { } trouble
        ? trouble.InWords((key, culture) => catalog.FindChannel(trouble.Family)?.Words(key, culture), language ?? CultureInfo.CurrentUICulture)
        : stored;

    /// <summary>What a setting is for; empty when its channel has no word for it.</summary>
    public static string Help(IChannel channel, ChannelSetting setting, CultureInfo? language = null) =>
        channel.Words("help." + setting.Key, language ?? CultureInfo.CurrentUICulture) ?? "";
}
