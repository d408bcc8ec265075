using Heed.Storage.Access;

namespace Heed.Server.Access;

/// <summary>Someone who works in Heed, as an administrator sees them.</summary>
public sealed record Person(
    Guid Id,
    string Name,
    string Email,
    Role Role,
    IReadOnlyList<Guid> Departments,
    bool Disabled,
    bool HasPassword,
    bool HasAuthenticator,
    int Passkeys,
    DateTimeOffset? LockedUntil,
    DateTimeOffset? LastSeenAt);

/// <summary>How a change to a person ended.</summary>
internal enum PersonChange
{
    Done,
    NotFound,

    /// <summary>Refused: nobody would be left who can let people in.</summary>
    LastAdministrator,
}

/// <summary>How an invitation ended.</summary>
internal abstract record Invited
{
    private Invited() { }

    public sealed record Link(IssuedLink Issued) : Invited;

    public sealed record AlreadyHere : Invited;

    public sealed record NotAnAddress : Invited;
}
