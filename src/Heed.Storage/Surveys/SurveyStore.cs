using Heed.Core.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Surveys;

/// <summary>A survey as its page needs it.</summary>
/// <param name="Answered">The questions that have their answer already.</param>
public sealed record OpenedSurvey(SurveyRow Survey, IReadOnlyList<SurveyQuestion> Answered);

/// <summary>Whom it was about to be asked was asked too recently; the transaction that asks is to be rolled back.</summary>
public sealed class AskedTooSoonException() : Exception("This person was asked within the days that nobody is asked twice in.");

/// <summary>Keeps surveys: asked once in so many days, each question answered once, each page sent once.</summary>
public sealed class SurveyStore(Database database, IDbContextFactory<HeedDb> contexts)
{
    private const string InsertAnswer =
        """
        insert into survey_answers (survey_id, question, number, word, at, message_id)
        values (@survey, @question, @number, @word, @at, @message)
        on conflict (survey_id, question) do nothing
        """;

    /// <summary>Takes the person's turn and keeps the survey, in the transaction that plans its message.</summary>
    /// <exception cref="AskedTooSoonException">Their turn has not come; of any number of callers at once, one gets it.</exception>
    public static async Task AskAsync(WriteSession session, SurveyRow survey, TimeSpan quiet, CancellationToken ct)
    {
        await using (var turn = session.Command(
            """
            insert into survey_turns (customer_id, asked_at) values (@customer, @now)
            on conflict (customer_id) do update set asked_at = excluded.asked_at where survey_turns.asked_at <= @before
            """))
        {
            var taken = await turn.Add("customer", survey.CustomerId).Add("now", survey.AskedAt.ToUnixTimeMilliseconds())
                .Add("before", (survey.AskedAt - quiet).ToUnixTimeMilliseconds()).RunAsync(ct);
            if (taken != 1)
                throw new AskedTooSoonException();
        }

        await using var insert = session.Command(
            """
            insert into surveys (id, case_id, customer_id, brand, department_id, account_id, network, language, message_id, by_message, on_page,
                                 token_hash, sealed_secret, asked_at, expires_at)
            values (@id, @case, @customer, @brand, @department, @account, @network, @language, @message, @by, @page, @hash, @sealed, @asked, @expires)
            """);
        await insert.Add("id", survey.Id).Add("case", survey.CaseId).Add("customer", survey.CustomerId).Add("brand", survey.Brand)
            .Add("department", survey.DepartmentId).Add("account", survey.AccountId).Add("network", survey.Network).Add("language", survey.Language)
            .Add("message", survey.MessageId).Add("by", survey.ByMessage).Add("page", survey.OnPage).Add("hash", survey.TokenHash).Add("sealed", survey.SealedSecret)
            .Add("asked", survey.AskedAt.ToUnixTimeMilliseconds()).Add("expires", survey.ExpiresAt.ToUnixTimeMilliseconds()).RunAsync(ct);
    }

    /// <summary>Keeps what messages answered, in the transaction that takes them in. A question that has its answer keeps it.</summary>
    public static async Task HearAsync(WriteSession session, IReadOnlyCollection<SurveyHeard> heard, CancellationToken ct)
    {
        await session.ForEachAsync(
            InsertAnswer,
            [.. heard.SelectMany(h => h.Answers.Select(a => (Heard: h, Answer: a)))],
            (c, x) => c.Add("survey", x.Heard.Ask.Id).Add("question", (int)x.Answer.Question).Add("number", x.Answer.Number).Add("word", x.Answer.Word)
                .Add("at", x.Heard.At.ToUnixTimeMilliseconds()).Add("message", x.Heard.MessageId),
            ct);
        await session.ForEachAsync(
            "update surveys set answered_at = @at where id = @id and answered_at is null",
            heard, (c, h) => c.Add("at", h.At.ToUnixTimeMilliseconds()).Add("id", h.Ask.Id), ct);
    }

    /// <summary>Keeps what the page was sent with; on disk when it returns.</summary>
    /// <returns>False: it had been sent before, or its time is over; nothing was kept.</returns>
    public async Task<bool> AnswerAsync(Guid surveyId, IReadOnlyList<SurveyAnswer> answers, DateTimeOffset now, CancellationToken ct)
    {
        var at = now.ToUnixTimeMilliseconds();
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        await using (var use = session.Command("update surveys set used_at = @at, answered_at = coalesce(answered_at, @at) where id = @id and used_at is null and expires_at > @at"))
        {
            if (await use.Add("at", at).Add("id", surveyId).RunAsync(ct) != 1)
                return false;
        }

        await session.ForEachAsync(
            InsertAnswer, answers,
            (c, a) => c.Add("survey", surveyId).Add("question", (int)a.Question).Add("number", a.Number).Add("word", a.Word).Add("at", at).Add("message", null), ct);
        await session.CommitAsync(ct);
        return true;
    }

    /// <summary>The survey behind the hash of a link's secret, expired or not.</summary>
    public async Task<OpenedSurvey?> FindAsync(byte[] hash, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Surveys.AsNoTracking().SingleOrDefaultAsync(s => s.TokenHash == hash, ct) is not { } found)
            return null;
        return new OpenedSurvey(found, await db.SurveyAnswers.Where(a => a.SurveyId == found.Id).Select(a => a.Question).ToListAsync(ct));
    }

    /// <summary>Forgets the secrets of links that are with their customers, or past their time.</summary>
    public async Task ForgetSecretsAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (!await db.Surveys.AnyAsync(s => s.SealedSecret != null, ct))
                return;
        }

        await using var session = await database.BeginWriteAsync(durable: false, ct);
        // 3 sent, 4 delivered, 5 read.
        await using (var forget = session.Command(
            """
            update surveys set sealed_secret = null
             where sealed_secret is not null
               and (expires_at <= @now or exists (select 1 from messages m where m.id = surveys.message_id and m.state in (3, 4, 5)))
            """))
            await forget.Add("now", now.ToUnixTimeMilliseconds()).RunAsync(ct);
        await session.CommitAsync(ct);
    }
}
