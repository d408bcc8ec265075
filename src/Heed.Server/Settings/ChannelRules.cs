using Heed.Core.Channels;

namespace Heed.Server.Settings;

/// <summary>What a channel account must look like before it is stored. Pure.</summary>
internal static class ChannelRules
{
    public const int LongestName = 40;

    private const int LongestValue = 16 * 1024;
    private const int LongestBrand = 80;

    /// <summary>What is wrong with a draft by itself; null when nothing is.</summary>
    public static ChannelSaved.Refused? Judge(ChannelDraft draft, IChannel channel)
    {
        if (!IsName(draft.Name))
            return new($"'{draft.Name}' cannot be the name of an account.", $"It is part of the webhook address: use a–z, 0–9 and hyphens, at most {LongestName}: --account acme", ChannelFault.BadName, [], Figure(LongestName));
        if (draft.Brand is { } brand && (string.IsNullOrWhiteSpace(brand) || brand.Length > LongestBrand))
            return new("The brand is empty or too long.", $"Give a name of at most {LongestBrand} characters: --brand Acme", ChannelFault.BadBrand, [], Figure(LongestBrand));

        foreach (var (key, value) in draft.Values)
        {
            if (channel.Settings.FirstOrDefault(s => s.Key == key) is not { } setting)
                return new($"--{key} is no setting of {channel.Network}.", $"Known: {string.Join(", ", channel.Settings.Select(s => "--" + s.Key))}", ChannelFault.NoSuchSetting, [key], "");
            if (Wrong(setting, value) is var (fault, wrong, detail))
                return new($"--{key} {wrong}.", ChannelWords.Help(channel, setting, ChannelWords.English), fault, [key], detail);
        }

        return null;
    }

    /// <summary>Settings that must be there and are neither given nor stored.</summary>
    public static ChannelSaved.Refused? Missing(IChannel channel, Func<ChannelSetting, bool> isThere)
    {
        var missing = channel.Settings.Where(s => s.Required && !isThere(s)).ToList();
        return missing.Count == 0
            ? null
            : new(
                $"{channel.Network} needs {string.Join(" and ", missing.Select(s => "--" + s.Key))}.",
                string.Join(Environment.NewLine, missing.Select(s => $"--{s.Key}: {ChannelWords.Help(channel, s, ChannelWords.English)}{(s.Secret ? $" As @FILE, or in {Variable(s)}." : "")}")),
                ChannelFault.Missing, [.. missing.Select(s => s.Key)], "");
    }

    /// <summary>The environment variable that can carry a setting: <c>HEED_CHANNEL_CONSUMER_SECRET</c>.</summary>
    public static string Variable(ChannelSetting setting) => "HEED_CHANNEL_" + setting.Key.Replace('-', '_').ToUpperInvariant();

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    // Never shows the value: it may be a secret, or hold one.
    private static (ChannelFault Fault, string Said, string Detail)? Wrong(ChannelSetting setting, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return (ChannelFault.Empty, "is empty", "");
        if (value.Length > LongestValue)
            return (ChannelFault.TooLong, $"is longer than {LongestValue} characters", Figure(LongestValue));
        if (value.Any(char.IsControl))
            return (ChannelFault.ControlCharacter, "holds a line break or another control character", "");
        if (setting.Schemes is not { } schemes || IsAddress(value, schemes.Split(' ')))
            return null;
        var begins = schemes.Split(' ').Select(s => s + "://").ToList();
        return (ChannelFault.NoAddress, $"is no address; it begins with {string.Join(" or ", begins)} and names a host", string.Join(", ", begins));
    }

    private static string Figure(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    // A mail address may stand as the user, with its own @: only what follows the last one is the host.
    private static bool IsAddress(string value, IReadOnlyList<string> schemes)
    {
        var colon = value.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0 || !schemes.Contains(value[..colon], StringComparer.OrdinalIgnoreCase))
            return false;
        var authority = value[(colon + 3)..].Split('/', '?', '#')[0];
        return Uri.TryCreate($"http://{authority[(authority.LastIndexOf('@') + 1)..]}/", UriKind.Absolute, out var host) && host.Host.Length > 0;
    }
}
