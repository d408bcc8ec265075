namespace Heed.Core.Customers;

/// <summary>A person who writes to the brand, whatever the channels.</summary>
public sealed class Customer
{
    public required Guid Id { get; init; }

    public required string Name { get; set; }

    public string? AvatarUrl { get; set; }

    public string? Language { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Number of cases so far.</summary>
    public int CaseCount { get; set; }
}

/// <summary>One network account, address or number of a customer. Unique by (<see cref="Space"/>, <see cref="ExternalId"/>).</summary>
public sealed class Identity
{
    public required Guid Id { get; init; }

    public required Guid CustomerId { get; set; }

    /// <summary>See <see cref="Channels.IdentityKey.Space"/>.</summary>
    public required string Space { get; init; }

    public required string ExternalId { get; init; }

    public string? Name { get; set; }

    public string? Handle { get; set; }

    public string? AvatarUrl { get; set; }

    public string? Location { get; set; }

    public string? Locale { get; set; }

    public long? Followers { get; set; }

    public bool Verified { get; set; }

    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When the platform was last asked for a name; null when it never had to be.</summary>
    public DateTimeOffset? LookedUpAt { get; set; }
}
