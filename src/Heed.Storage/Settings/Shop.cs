namespace Heed.Storage.Settings;

/// <summary>A shop customers write from, or about.</summary>
public sealed class Shop
{
    public required Guid Id { get; init; }

    /// <summary>Short and stable: <c>mad-01</c>.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>Town or address, as customers say it.</summary>
    public string Place { get; set; } = "";

    /// <summary>JSON array: other words customers name it by.</summary>
    public string Words { get; set; } = "[]";

    /// <summary>Whose opening hours and people are the shop's; null: no department of its own.</summary>
    public Guid? DepartmentId { get; set; }
}
