namespace Heed.Storage.Access;

public enum AccessLinkKind
{
    /// <summary>Makes a new person.</summary>
    Invitation = 0,

    /// <summary>Signs an existing person in, once.</summary>
    SignIn = 1,
}

/// <summary>An invitation or a one-time sign-in link. Works once, expires, and only the hash of its secret is kept.</summary>
public sealed class AccessLink
{
    public required Guid Id { get; init; }

    public required AccessLinkKind Kind { get; init; }

    public required byte[] TokenHash { get; init; }

    public string? Email { get; init; }

    public string? Name { get; init; }

    public Role Role { get; init; }

    public Guid? UserId { get; set; }

    /// <summary>JSON array of department ids.</summary>
    public string Departments { get; init; } = "[]";

    public required DateTimeOffset CreatedAt { get; init; }

    public Guid? CreatedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}

/// <summary>A bearer token of the API; only its hash is kept.</summary>
public sealed class ApiToken
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Role Role { get; init; }

    public required byte[] TokenHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}
