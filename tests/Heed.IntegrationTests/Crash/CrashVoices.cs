using System.Collections.Concurrent;
using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Control;

namespace Heed.IntegrationTests.Crash;

/// <summary>Something said that gets a reply.</summary>
/// <param name="ExternalId">As Heed stores it.</param>
internal sealed record ToAnswer(int Number, string ExternalId, Visibility Visibility)
{
    /// <summary>No two replies have the same words: the sandbox tells doubles by them.</summary>
    public string Text => $"We are looking into it, you will hear from us today. Ticket {Number}.";
}

/// <summary>The customers: they write on X and Facebook, in public and in private, slice by slice.</summary>
internal sealed class CrashVoices(SandboxHandle sandbox, CrashPlan plan)
{
    // X lists at most 500 posts back when a lost reply is looked for: most replies go where a conversation is listed by itself.
    private static readonly string[] Answered = ["mention", "dm", "comment", "message", "dm"];

    private static readonly string[] Others = ["mention", "dm", "mention", "mention", "comment", "mention", "dm", "mention", "message", "mention", "dm", "mention"];

    private int said;

    public ConcurrentQueue<ToAnswer> ToAnswer { get; } = new();

    public int Said => Volatile.Read(ref said);

    /// <summary>Says everything up to a number of messages in all.</summary>
    public async Task SayUntilAsync(int count, CancellationToken ct)
    {
        for (; said < Math.Min(count, plan.Said); said++)
            await SayAsync(said, ct);
    }

    private async Task SayAsync(int number, CancellationToken ct)
    {
        var answered = number % 10 == 0;
        var kind = answered ? Answered[number / 10 % Answered.Length] : Others[number % Others.Length];
        var network = kind is "mention" or "dm" ? "x" : "facebook";
        // Whoever gets a reply writes once; the others come back again and again.
        var person = answered ? $"7{number:000000}" : $"8{number * 31 % Math.Max(1, plan.Said / 5):000000}";
        var result = await sandbox.SayAsync(
            new SayRequest
            {
                Network = network,
                Account = "acme",
                From = new Speaker(person, $"Person {person}", $"p{person}"),
                Kind = kind,
                Text = kind == "mention" ? $"@acme my parcel {number} has not come" : $"My parcel {number} has not come",
                ThreadId = kind == "comment" ? $"200_{number % 50}" : null,
            },
            ct);
        if (answered)
            ToAnswer.Enqueue(new ToAnswer(number, HeedId(network, kind, result.ExternalId), kind is "dm" or "message" ? Visibility.Private : Visibility.Public));
    }

    /// <summary>Posts and direct messages on X number themselves apart; Heed keeps them apart by a prefix.</summary>
    public static string HeedId(string network, string kind, string id) => network == "x" && kind == "dm" ? "dm-" + id : id;

    public static string PlatformId(string heedId) => heedId.StartsWith("dm-", StringComparison.Ordinal) ? heedId[3..] : heedId;
}
