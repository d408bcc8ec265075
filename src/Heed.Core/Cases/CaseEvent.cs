using System.Text.Json.Serialization;
using Heed.Core.Clocks;
using Heed.Core.Messages;
using Heed.Core.Routing;

namespace Heed.Core.Cases;

/// <summary>Something that happened to a case. Appended, never changed; <see cref="Case.Apply"/> folds it into the row.</summary>
/// <remarks>The names are part of the stored format: add, do not rename.</remarks>
[JsonDerivedType(typeof(CaseOpened), "opened")]
[JsonDerivedType(typeof(MessageIn), "message-in")]
[JsonDerivedType(typeof(MessageOut), "message-out")]
[JsonDerivedType(typeof(MessageReworded), "message-reworded")]
[JsonDerivedType(typeof(MessageRemoved), "message-removed")]
[JsonDerivedType(typeof(EchoRecognised), "echo-recognised")]
[JsonDerivedType(typeof(NoteAdded), "note")]
[JsonDerivedType(typeof(ClockSet), "clock")]
[JsonDerivedType(typeof(Routed), "routed")]
[JsonDerivedType(typeof(Assigned), "assigned")]
[JsonDerivedType(typeof(HandedOver), "handed-over")]
[JsonDerivedType(typeof(Tagged), "tagged")]
[JsonDerivedType(typeof(Untagged), "untagged")]
[JsonDerivedType(typeof(Resolved), "resolved")]
[JsonDerivedType(typeof(Reopened), "reopened")]
public abstract record CaseEvent
{
    private protected CaseEvent()
    {
    }

    /// <summary>When it happened, in UTC: the platform's time for messages, ours for what people did.</summary>
    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>The agent who did it; null for customers, rules and clocks.</summary>
    [JsonIgnore]
    public Guid? ActorId { get; init; }
}

public sealed record CaseOpened(string Brand, Guid AccountId, string Network, Visibility Visibility, string? Subject, string? Language) : CaseEvent;

/// <param name="Automatic">Written by a machine: starts no clock.</param>
/// <param name="Clock">The clock after it, when it changed.</param>
public sealed record MessageIn(Guid MessageId, DateTimeOffset MessageAt, Guid AccountId, string Network, Visibility Visibility, string Preview, string? Language, bool Automatic, WaitClock? Clock) : CaseEvent;

/// <param name="By">Agent id or signature; null when nobody can tell.</param>
/// <param name="Native">Written in the network's own app, seen by its echo.</param>
/// <param name="Clock">The clock after it, when it changed.</param>
public sealed record MessageOut(Guid MessageId, DateTimeOffset MessageAt, Guid AccountId, string Network, Visibility Visibility, string Preview, string? By, bool Native, WaitClock? Clock) : CaseEvent;

/// <summary>A message was edited on the network.</summary>
public sealed record MessageReworded(Guid MessageId, DateTimeOffset MessageAt, string Preview) : CaseEvent;

/// <summary>A message was deleted on the network.</summary>
public sealed record MessageRemoved(Guid MessageId, DateTimeOffset MessageAt) : CaseEvent;

/// <summary>What had been taken for an answer given elsewhere was the echo of a reply of ours: the two are one message.</summary>
/// <param name="MessageId">The one that went.</param>
/// <param name="By">Whom its <see cref="MessageOut"/> was attributed to.</param>
public sealed record EchoRecognised(Guid MessageId, Guid ReplyId, string? By) : CaseEvent;

public sealed record NoteAdded(Guid MessageId) : CaseEvent;

/// <param name="Why"><c>no-answer-needed</c> or <c>moved</c> (another department, other hours).</param>
public sealed record ClockSet(WaitClock Clock, string Why) : CaseEvent;

/// <param name="Rule">Name of the rule that matched; null when the account's or the workspace's default was taken.</param>
public sealed record Routed(Guid? DepartmentId, string? Rule, int Priority, RoutingWhy? Why) : CaseEvent;

public sealed record Assigned(Guid? AgentId) : CaseEvent;

/// <summary>The case went to another person or department; the two are told apart everywhere (S-4).</summary>
public sealed record HandedOver(Guid? FromDepartmentId, Guid? ToDepartmentId, Guid? FromAgentId, Guid? ToAgentId, string Reason) : CaseEvent;

public sealed record Tagged(string Tag) : CaseEvent;

public sealed record Untagged(string Tag) : CaseEvent;

/// <param name="Why"><c>agent</c>, or <c>quiet</c> when a new matter began after a long silence.</param>
public sealed record Resolved(string Why) : CaseEvent;

/// <param name="Why"><c>customer-wrote</c> or <c>agent</c>.</param>
public sealed record Reopened(string Why) : CaseEvent;
