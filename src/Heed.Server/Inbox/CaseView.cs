using Heed.Core.Cases;
using Heed.Core.Messages;

namespace Heed.Server.Inbox;

/// <summary>One case with what stands around its thread.</summary>
public sealed record CaseView(CaseListItem Case, string? DepartmentName, CustomerView Customer, IReadOnlyList<AccountView> Accounts);

/// <summary>A customer with everything we know them by.</summary>
/// <param name="Cases">The latest twenty, newest first.</param>
public sealed record CustomerView(
    Guid Id, string Name, string? Language, DateTimeOffset CreatedAt, int CaseCount, IReadOnlyList<IdentityView> Identities, IReadOnlyList<CaseListItem> Cases);

/// <param name="Space">The network, and the account where ids differ from account to account.</param>
public sealed record IdentityView(
    Guid Id, string Space, string ExternalId, string? Name, string? Handle, string? Location, string? Locale, long? Followers, bool Verified, DateTimeOffset FirstSeenAt)
{
    public string Network => Space.Split(':')[0];

    /// <summary>As people of that network write it.</summary>
    public string Shown => Handle is { Length: > 0 } handle ? Heed.Core.Channels.Network.Handle(Network, handle) : Name ?? ExternalId;
}

/// <summary>One row of the list of customers.</summary>
public sealed record CustomerListItem(Guid Id, string Name, string? Language, DateTimeOffset CreatedAt, int CaseCount, IReadOnlyList<IdentityView> Identities);

public sealed record AccountView(Guid Id, string Network, string Name, string Handle, string Brand);

/// <summary>An event of a case, or of one that became part of it, that people care about, and who did it.</summary>
public sealed record CaseEventView(Guid CaseId, long Version, CaseEvent Event, string? ActorName);

/// <summary>How many cases stand in each view; <see cref="InboxQueries.CountedUpTo"/> means that many or more.</summary>
public sealed record InboxCounts(int Mine, int Unassigned, int All, int Unanswered, int Attention, IReadOnlyDictionary<Guid, int> Departments);

/// <summary>A case that a search found.</summary>
/// <param name="Excerpt">The words around what was found; null when the customer or the number matched.</param>
/// <param name="Visibility">Of the message found.</param>
public sealed record SearchHit(CaseListItem Case, Guid? MessageId, string? Excerpt, DateTimeOffset At, Visibility? Visibility);
