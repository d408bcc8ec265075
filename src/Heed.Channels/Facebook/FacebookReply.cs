using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>One answer of the Graph API: either its JSON object, or how the call failed.</summary>
/// <param name="Root">The answer; an empty object when the call failed.</param>
/// <param name="Failure">Null when the call worked.</param>
internal sealed record FacebookReply(JsonElement Root, SendOutcome? Failure, RateSignal? Rate)
{
    private static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public static FacebookReply Failed(SendOutcome failure, RateSignal? rate = null) => new(Nothing, failure with { Rate = rate }, rate);

    /// <summary>What a failure came from, for polls and checks.</summary>
    public Trouble? Why => Failure switch
    {
        null => null,
        SendOutcome.Retry retry => retry.Why,
        SendOutcome.Refused refused => refused.Why,
        SendOutcome.Disconnected gone => gone.Why,
        SendOutcome.Unknown unknown => unknown.Why,
        SendOutcome.Sent => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
