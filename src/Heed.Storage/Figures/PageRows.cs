namespace Heed.Storage.Figures;

/// <summary>How a brand's infographic looks.</summary>
public sealed class PageLook
{
    /// <summary>Empty: all brands together.</summary>
    public required string Brand { get; init; }

    /// <summary>As it stands on the page; empty: the brand's own.</summary>
    public string Name { get; set; } = "";

    /// <summary><c>#0b6b55</c>; null: Heed's own.</summary>
    public string? FirstColour { get; set; }

    public string? SecondColour { get; set; }

    /// <summary>A PNG or SVG file that was read before it was kept; null: the name is written.</summary>
    public byte[]? Logo { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>To whom an infographic is mailed, and when.</summary>
public sealed class PageSchedule
{
    public required Guid Id { get; init; }

    /// <summary>Empty: all brands together.</summary>
    public required string Brand { get; init; }

    public Guid? DepartmentId { get; init; }

    /// <summary>Two letters.</summary>
    public required string Language { get; init; }

    public required Core.Figures.Cadence Cadence { get; init; }

    /// <summary>Addresses, a line each.</summary>
    public required string Recipients { get; init; }

    /// <summary>The mailbox it is sent from.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Nothing that was due earlier is sent.</summary>
    public required DateTimeOffset Since { get; init; }
}

/// <summary>What became of one mail.</summary>
public enum PageMailingState
{
    Waiting = 0,

    /// <summary>Being handed over, until <see cref="PageMailing.LookAt"/>; past that nobody knows.</summary>
    Sending = 1,
    Sent = 2,
    Failed = 3,

    /// <summary>It may have arrived: only a person sends it again.</summary>
    Unknown = 4,
}

/// <summary>One mail of a schedule.</summary>
public sealed class PageMailing
{
    /// <summary>Also the own key of the mail: sent again, it is the same mail.</summary>
    public required Guid Id { get; init; }

    public required Guid ScheduleId { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required string Recipient { get; init; }

    public PageMailingState State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset LookAt { get; init; }

    /// <summary>As a trouble is stored.</summary>
    public string? Failure { get; init; }

    public DateTimeOffset? SettledAt { get; init; }
}
