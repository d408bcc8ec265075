namespace Heed.Core.Channels;

/// <summary>What a command says of a network, in English as all commands.</summary>
/// <param name="Account">What an account of it is, with its article: "a mailbox".</param>
/// <param name="WebhookHint">Where the webhook address belongs, in one sentence.</param>
public sealed record ChannelAbout(string Account, string WebhookHint);
