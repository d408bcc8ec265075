using Heed.Core.Surveys;

namespace Heed.Storage.Surveys;

/// <summary>One asking of one person.</summary>
public sealed class SurveyRow
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; set; }

    public required Guid CustomerId { get; set; }

    public required string Brand { get; init; }

    /// <summary>That had the case when it was resolved.</summary>
    public Guid? DepartmentId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Network { get; init; }

    /// <summary>Two letters: of the message and of the page.</summary>
    public required string Language { get; init; }

    /// <summary>The message that asks.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>What the message asks: numbers of <see cref="SurveyQuestion"/>, separated by commas.</summary>
    public required string ByMessage { get; init; }

    /// <summary>What the page asks besides.</summary>
    public required string OnPage { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>The secret of the link, sealed; null as soon as its message is out.</summary>
    public string? SealedSecret { get; set; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The link works until then.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Of the first answer.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>When the page was sent: it works once.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public static string Written(IEnumerable<SurveyQuestion> questions) => string.Join(',', questions.Select(q => (int)q));

    public static IReadOnlyList<SurveyQuestion> Read(string written) =>
        [.. written.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(n => (SurveyQuestion)int.Parse(n, System.Globalization.CultureInfo.InvariantCulture))];
}

/// <summary>What somebody answered to one question.</summary>
public sealed class SurveyAnswerRow
{
    public required Guid SurveyId { get; init; }

    public required SurveyQuestion Question { get; init; }

    public int? Number { get; init; }

    public string? Word { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The message it was read in; null when it was given on the page.</summary>
    public Guid? MessageId { get; init; }
}

/// <summary>When somebody was last asked.</summary>
public sealed class SurveyTurn
{
    public required Guid CustomerId { get; init; }

    public required DateTimeOffset AskedAt { get; set; }
}
