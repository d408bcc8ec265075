namespace Heed.Core.Surveys;

/// <summary>A survey that somebody was sent and may answer by a message.</summary>
/// <param name="ByMessage">What the message asked, in its order.</param>
/// <param name="Until">Later messages are no answers to it.</param>
public sealed record SurveyAsk(Guid Id, Guid CaseId, Guid CustomerId, Guid AccountId, IReadOnlyList<SurveyQuestion> ByMessage, DateTimeOffset AskedAt, DateTimeOffset Until)
{
    /// <summary>Days after asking in which a number is taken for an answer.</summary>
    public const int Days = 7;
}

/// <summary>What a message answered.</summary>
/// <param name="MessageId">The message it was read in.</param>
public sealed record SurveyHeard(SurveyAsk Ask, IReadOnlyList<SurveyAnswer> Answers, Guid MessageId, DateTimeOffset At);
