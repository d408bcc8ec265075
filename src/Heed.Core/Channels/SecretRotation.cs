namespace Heed.Core.Channels;

/// <summary>
/// Stores secrets that a platform replaced while Heed was using them (OAuth refresh). It returns once they are durable: the old
/// refresh token is worth nothing from then on, so a channel does not use the new ones before.
/// </summary>
/// <param name="secrets">By setting key; the others of the account stay as they are.</param>
public delegate Task SecretRotation(ChannelAccount account, IReadOnlyDictionary<string, string> secrets, CancellationToken ct);
