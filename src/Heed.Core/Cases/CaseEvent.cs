using System.Text.Json.Serialization;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Language;
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
[JsonDerivedType(typeof(ReadingCorrected), "reading-corrected")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(HandOverAsked), "hand-over-asked")]
[JsonDerivedType(typeof(HandOverRefused), "hand-over-refused")]
[JsonDerivedType(typeof(BoomerangStopped), "boomerang-stopped")]
[JsonDerivedType(typeof(MadeAccountable), "made-accountable")]
[JsonDerivedType(typeof(Promised), "promised")]
[JsonDerivedType(typeof(PromiseSettled), "promise-settled")]
[JsonDerivedType(typeof(Escalated), "escalated")]
[JsonDerivedType(typeof(ToneWeighed), "tone-weighed")]
[JsonDerivedType(typeof(Marked), "marked")]
[JsonDerivedType(typeof(Unmarked), "unmarked")]
[JsonDerivedType(typeof(CaseMerged), "case-merged")]
[JsonDerivedType(typeof(MergedInto), "merged-into")]
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
/// <param name="Reading">What was read in it; null when nothing was.</param>
public sealed record MessageIn(Guid MessageId, DateTimeOffset MessageAt, Guid AccountId, string Network, Visibility Visibility, string Preview, string? Language, bool Automatic, WaitClock? Clock, Reading? Reading = null) : CaseEvent;

/// <param name="By">Agent id or signature; null when nobody can tell.</param>
/// <param name="Native">Written in the network's own app, seen by its echo.</param>
/// <param name="Clock">The clock after it, when it changed.</param>
/// <param name="Automatic">Written by a machine ("we will answer by noon"): answers nothing and stops no clock.</param>
public sealed record MessageOut(Guid MessageId, DateTimeOffset MessageAt, Guid AccountId, string Network, Visibility Visibility, string Preview, string? By, bool Native, WaitClock? Clock, bool Automatic = false) : CaseEvent;

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
/// <param name="Skills">What whoever takes it must be able to do; null: nothing in particular.</param>
public sealed record Routed(Guid? DepartmentId, string? Rule, int Priority, RoutingWhy? Why, IReadOnlyList<string>? Skills = null) : CaseEvent;

/// <param name="Why">Why the matcher chose them, or <c>left</c> when it took the case from somebody who went; null when a person did it.</param>
public sealed record Assigned(Guid? AgentId, string? Why = null) : CaseEvent;

/// <summary>The case went to another person or department; the two are told apart everywhere (S-4).</summary>
/// <param name="Summary">What the next person must know, so that the customer need not say it again.</param>
/// <param name="ApprovedBy">The lead who let it pass, when it needed one.</param>
public sealed record HandedOver(
    Guid? FromDepartmentId, Guid? ToDepartmentId, Guid? FromAgentId, Guid? ToAgentId, string Reason, string? Summary = null, Guid? ApprovedBy = null) : CaseEvent;

public sealed record Tagged(string Tag) : CaseEvent;

public sealed record Untagged(string Tag) : CaseEvent;

/// <param name="Why"><c>agent</c>, or <c>quiet</c> when a new matter began after a long silence.</param>
public sealed record Resolved(string Why) : CaseEvent;

/// <param name="Why"><c>customer-wrote</c> or <c>agent</c>.</param>
public sealed record Reopened(string Why) : CaseEvent;

/// <summary>A person corrected what Heed had read in a message; <see cref="Reading"/> is the whole of it afterwards.</summary>
public sealed record ReadingCorrected(Guid MessageId, Reading Reading) : CaseEvent;

/// <summary>The customer is back with a matter that an earlier case of theirs was about: it goes to who knew it last.</summary>
/// <param name="Days">Since that case was resolved.</param>
public sealed record Returned(Guid EarlierCaseId, long EarlierNumber, string Topic, int Days) : CaseEvent;

/// <summary>Somebody wants to hand a case over for the second time: a lead decides.</summary>
public sealed record HandOverAsked(Guid? ToDepartmentId, Guid? ToAgentId, string Reason, string? Summary) : CaseEvent;

/// <summary>The lead said no; the case stays where it is.</summary>
public sealed record HandOverRefused(string Note) : CaseEvent;

/// <summary>The case was about to go back to a department that already had it, and did not.</summary>
public sealed record BoomerangStopped(Guid DepartmentId, Guid? EarlierCaseId = null) : CaseEvent;

/// <summary>One person answers for the case until it is resolved, wherever the work is done.</summary>
/// <param name="Why"><c>boomerang</c>, <c>lead</c> or <c>returned</c>; null takes the duty away.</param>
public sealed record MadeAccountable(Guid? AgentId, string? Why) : CaseEvent;

/// <summary>The customer was told, or is to be told, until when something happens.</summary>
/// <param name="NotBefore">The near end of the interval; null when only the far end was named.</param>
/// <param name="MessageId">The message that tells it; null when it was said on another way (the phone).</param>
public sealed record Promised(Guid PromiseId, PromiseKind Kind, DateTimeOffset? NotBefore, DateTimeOffset Until, Guid? MessageId) : CaseEvent;

/// <summary>A promise has ended.</summary>
public sealed record PromiseSettled(Guid PromiseId, PromiseEnd End) : CaseEvent;

/// <summary>Somebody is about to be let down: leads see the case first.</summary>
/// <param name="Why"><c>due-soon</c> or <c>promise-soon</c>.</param>
public sealed record Escalated(string Why, DateTimeOffset Due) : CaseEvent;

/// <summary>The guard had something to say about what was sent.</summary>
/// <param name="Outcome">What became of the draft, see the tone records.</param>
/// <param name="Plainly">It went out plainly aggressive, dismissive or the like.</param>
/// <param name="Elsewhere">The network in whose own app it was given or edited, so that nothing could stop it; null: sent from Heed.</param>
public sealed record ToneWeighed(Guid MessageId, double Severity, IReadOnlyList<ToneFault> Faults, string Outcome, bool Plainly, string? Elsewhere = null) : CaseEvent;

/// <summary>A person sets one of the four causes by hand.</summary>
/// <param name="Said">As the customer's complaint; else as something that happened.</param>
public sealed record Marked(Cause Cause, bool Said, string? Why) : CaseEvent;

/// <summary>A person takes a mark away: it was not so.</summary>
public sealed record Unmarked(Cause Cause, bool Said, string? Why) : CaseEvent;

/// <summary>Another case turned out to be the same matter, or of the same person: it is part of this one now.</summary>
/// <param name="Clock">The clock after it.</param>
public sealed record CaseMerged(Guid CaseId, long Number, MergedCase Facts, WaitClock Clock) : CaseEvent;

/// <summary>This case is part of another one now; its messages are there.</summary>
public sealed record MergedInto(Guid CaseId, long Number) : CaseEvent;
