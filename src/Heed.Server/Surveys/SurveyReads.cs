using Heed.Core.Surveys;
using Heed.Storage;
using Heed.Storage.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Surveys;

/// <summary>A survey with what was answered.</summary>
internal sealed record AnsweredSurvey(SurveyRow Survey, long CaseNumber, IReadOnlyList<SurveyAnswerRow> Answers)
{
    public int? Number(SurveyQuestion question) => Answers.FirstOrDefault(a => a.Question == question)?.Number;

    public string? Word(SurveyQuestion question) => Answers.FirstOrDefault(a => a.Question == question)?.Word;
}

/// <summary>Lists what was answered, by the time of the first answer.</summary>
internal sealed class SurveyReads(IDbContextFactory<HeedDb> contexts)
{
    /// <param name="after">The place of the last one read: its time in milliseconds and its id.</param>
    public async Task<IReadOnlyList<AnsweredSurvey>> ListAsync(string? brand, DateTimeOffset? since, (long Key, Guid Id)? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var answered = db.Surveys.AsNoTracking().Where(s => s.AnsweredAt != null);
        if (brand is not null)
            answered = answered.Where(s => s.Brand == brand);
        if (since is { } from)
            answered = answered.Where(s => s.AnsweredAt >= from);
        if (after is { } place)
        {
            var (at, id) = (DateTimeOffset.FromUnixTimeMilliseconds(place.Key), place.Id);
            answered = answered.Where(s => s.AnsweredAt >= at && (s.AnsweredAt > at || s.Id > id));
        }

        var found = await answered.OrderBy(s => s.AnsweredAt).ThenBy(s => s.Id).Take(limit)
            .Join(db.Cases, s => s.CaseId, c => c.Id, (s, c) => new { Survey = s, c.Number }).OrderBy(x => x.Survey.AnsweredAt).ThenBy(x => x.Survey.Id).ToListAsync(ct);
        var ids = found.ConvertAll(x => x.Survey.Id);
        var answers = (await db.SurveyAnswers.AsNoTracking().Where(a => ids.Contains(a.SurveyId)).ToListAsync(ct)).ToLookup(a => a.SurveyId);
        return [.. found.Select(x => new AnsweredSurvey(x.Survey, x.Number, [.. answers[x.Survey.Id]]))];
    }
}
