using System.Text.Json;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Storage.Access;
using Heed.Storage.Settings;

namespace Heed.Server.Api;

/// <param name="Kind">opened, message-in, message-out, note, clock, routed, assigned, handed-over, tagged, untagged, resolved, reopened, …</param>
/// <param name="ActorId">The person who did it; null for customers, rules and clocks.</param>
/// <param name="Data">What belongs to this kind.</param>
internal sealed record CaseEventJson(long Version, string Kind, DateTimeOffset At, Guid? ActorId, JsonElement Data);

/// <param name="Reason">Why it is closed: not-summoned, window-closed, …</param>
/// <param name="Rule">How the length is counted.</param>
/// <param name="Limit">Longest text by the rule; null when there is none.</param>
/// <param name="CostMicroDollars">What the network charges, in millionths of a dollar.</param>
/// <param name="Files">Which files it takes; null: none, and <paramref name="NoFiles"/> says why.</param>
internal sealed record BoxJson(
    Visibility Visibility, Guid Account, string Channel, string AccountName, string Handle, string? RecipientName, bool Open, ClosedReason? Reason,
    TextRule Rule, int? Limit, DateTimeOffset? OpenUntil, long CostMicroDollars, long CostWithLinkMicroDollars,
    FilesJson? Files = null, NoFiles? NoFiles = null);

/// <param name="Sorts">The files of one message are all of one of these.</param>
/// <param name="MaxTotalBytes">Of all files of a message together; null: no such limit.</param>
/// <param name="TextApart">With a text, the file is sent as a message of its own, after it.</param>
internal sealed record FilesJson(IReadOnlyList<FileSort> Sorts, long? MaxTotalBytes, bool TextApart)
{
    public static FilesJson? Of(FileRules? rules) => rules is null ? null : new FilesJson(rules.Sorts, rules.MaxTotalBytes, rules.TextApart);
}

internal sealed record CustomerJson(
    Guid Id, string Name, string? Language, DateTimeOffset CreatedAt, int CaseCount, IReadOnlyList<IdentityJson> Identities);

/// <param name="Space">The network, and the account where ids differ from account to account.</param>
internal sealed record IdentityJson(
    Guid Id, string Channel, string Space, string ExternalId, string? Name, string? Handle, string? Location, string? Locale, long? Followers, bool Verified, DateTimeOffset FirstSeenAt);

/// <summary>A channel account, without its secrets.</summary>
/// <param name="Name">The {account} of its webhook address.</param>
/// <param name="ExternalId">The network's own id of the account.</param>
/// <param name="StateReason">Why it is disconnected, in English.</param>
/// <param name="StateReasonCode">The same as a stable code, <c>x.token-refused</c>; null for what was written before there were codes.</param>
/// <param name="PollFailure">What stood in the way of the last look, in English; <paramref name="PollFailureCode"/> is its code.</param>
internal sealed record ChannelJson(
    Guid Id, string Channel, string Name, string Brand, string ExternalId, string Handle, Guid? DepartmentId, ChannelAccountState State, string? StateReason, string? StateReasonCode,
    string WebhookPath, DateTimeOffset AddedAt, DateTimeOffset? LastPolledAt, string? PollFailure, string? PollFailureCode);

internal sealed record DepartmentJson(Guid Id, string Name, string TimeZone, TargetsJson Targets);

/// <summary>Open minutes to the answer; null: the usual hour to the first and two to the next.</summary>
internal sealed record TargetsJson(int? FirstPublicMinutes, int? FirstPrivateMinutes, int? NextPublicMinutes, int? NextPrivateMinutes);

internal sealed record PersonJson(Guid Id, string Name, Role Role);

internal sealed record RefusalJson(DateOnly Day, string Channel, string Account, string Reason, long Count);
