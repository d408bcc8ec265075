using Heed.Core.Channels;

namespace Heed.Channels.Http;

internal static class Credentials
{
    /// <summary>A secret without the line end that a file or a clipboard adds; null when absent or empty.</summary>
    public static string? Credential(this ChannelAccount account, string key) =>
        account.Secrets.GetValueOrDefault(key) is { } value && value.Trim() is { Length: > 0 } trimmed ? trimmed : null;
}
