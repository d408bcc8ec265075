using Heed.Core.Messages;

namespace Heed.Core.Clocks;

/// <summary>Which answer a customer waits for: the brand's first in the case, or one of the later ones.</summary>
public enum AnswerKind
{
    First = 0,
    Next = 1,
}

/// <summary>How long a department lets a customer wait, in open time, public and private apart.</summary>
public sealed record AnswerTargets
{
    // Longer than a quarter is no target; the due time must also stay within the calendar's two years.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(92);

    private readonly TimeSpan _firstPublic = TimeSpan.FromHours(1);
    private readonly TimeSpan _firstPrivate = TimeSpan.FromHours(1);
    private readonly TimeSpan _nextPublic = TimeSpan.FromHours(2);
    private readonly TimeSpan _nextPrivate = TimeSpan.FromHours(2);

    /// <summary>An hour to the first answer, two to the next ones.</summary>
    public static AnswerTargets Default { get; } = new();

    public TimeSpan FirstPublic { get => _firstPublic; init => _firstPublic = Checked(value); }

    public TimeSpan FirstPrivate { get => _firstPrivate; init => _firstPrivate = Checked(value); }

    public TimeSpan NextPublic { get => _nextPublic; init => _nextPublic = Checked(value); }

    public TimeSpan NextPrivate { get => _nextPrivate; init => _nextPrivate = Checked(value); }

    /// <summary>The target for one message; a note is never waited on, so anything not public counts as private.</summary>
    public TimeSpan For(AnswerKind kind, Visibility visibility) => (kind, visibility == Visibility.Public) switch
    {
        (AnswerKind.First, true) => FirstPublic,
        (AnswerKind.First, false) => FirstPrivate,
        (AnswerKind.Next, true) => NextPublic,
        (AnswerKind.Next, false) => NextPrivate,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static TimeSpan Checked(TimeSpan value) => value > TimeSpan.Zero && value <= Longest
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"An answer target must be more than zero and at most {Longest.TotalDays} days.");
}
