using Microsoft.AspNetCore.Identity;

namespace Heed.Storage.Access;

/// <summary>What a person or a token may do; each includes the ones before it.</summary>
public enum Role
{
    /// <summary>Reads everything, changes nothing.</summary>
    Reader = 0,

    /// <summary>Answers customers.</summary>
    Agent = 1,

    /// <summary>Also sees intake, rules and everyone's work.</summary>
    Lead = 2,

    /// <summary>Also connects channels and people.</summary>
    Administrator = 3,
}

/// <summary>Someone who works in Heed.</summary>
public sealed class User : IdentityUser<Guid>
{
    public required string Name { get; set; }

    public Role Role { get; set; }

    /// <summary><c>en</c>, <c>fr</c> or <c>es</c>; null: as the browser says.</summary>
    public string? Language { get; set; }

    /// <summary>IANA time zone; null: as the browser says.</summary>
    public string? TimeZone { get; set; }

    /// <summary><c>light</c> or <c>dark</c>; null: as the system says.</summary>
    public string? Theme { get; set; }

    /// <summary>Single-letter shortcuts; can be switched off (WCAG 2.1.4).</summary>
    public bool Shortcuts { get; set; } = true;

    public bool Disabled { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastSeenAt { get; set; }
}

public sealed class UserDepartment
{
    public required Guid UserId { get; init; }

    public required Guid DepartmentId { get; init; }
}
