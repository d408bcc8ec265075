using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Language;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Language;

/// <summary>Learns from a company's corrections, keeps every lesson, and goes back when one was wrong.</summary>
internal sealed class Lessons(Database database, IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, TimeProvider clock)
{
    /// <summary>Fewer new corrections are not worth a lesson by themselves.</summary>
    public const int Enough = 5;

    private const int MostCorrections = 20_000;

    // Beside the corrections of own topics, the latest texts that nobody corrected: what is usual must not come to mean one of them.
    private const int Background = 400;

    /// <summary>Keeps a correction; inside the transaction that writes it into the case.</summary>
    public static async Task KeepAsync(WriteSession session, Guid messageId, string label, string language, Guid? by, DateTimeOffset at, CancellationToken ct)
    {
        await using var write = session.Command(
            """
            insert into reading_corrections (message_id, task, label, language, at, by_id) values (@message, @task, @label, @language, @at, @by)
            on conflict (message_id) do update set label = excluded.label, at = excluded.at, by_id = excluded.by_id
            """);
        await write.Add("message", messageId).Add("task", Tasks.Topic).Add("label", label).Add("language", language).Add("at", at.ToUnixTimeMilliseconds()).Add("by", by).RunAsync(ct);
    }

    /// <summary>Learns from all corrections there are and puts the lesson to use.</summary>
    /// <returns>From how many; 0: there are none that the model could learn from.</returns>
    public async Task<int> LearnAsync(CancellationToken ct)
    {
        if (MessageReader.Shipped.Model(Tasks.Topic) is not { } model)
            return 0;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = await db.ReadingCorrections.AsNoTracking().Where(c => c.Task == Tasks.Topic)
            .OrderByDescending(c => c.At).Take(MostCorrections)
            .Join(db.Messages.Where(m => m.DeletedAt == null), c => c.MessageId, m => m.Id, (c, m) => new { m.Text, c.Language, c.Label })
            .ToListAsync(ct);
        var topics = (await catalog.GetAsync(ct)).Topics;
        string[] own = [.. topics.All.Where(t => t.InUse).Select(t => t.Code)];
        var corrections = known.ConvertAll(c => new Correction(c.Text, c.Language, c.Label)).FindAll(c => own.Contains(c.Label) || (model.Knows(c.Language) && model.Labels.Contains(c.Label)));
        if (corrections.Count == 0)
            return 0;
        var lesson = LocalLearning.Learn(model, corrections);
        var ownLesson = OwnTopicModel.Learn(corrections, own, corrections.Exists(c => own.Contains(c.Label)) ? await UncorrectedAsync(db, own, ct) : []);
        var now = clock.GetUtcNow();
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await using var old = session.Command("update reading_lessons set in_use = @no where task = @task and in_use = @yes");
            await old.Add("no", false).Add("task", Tasks.Topic).Add("yes", true).RunAsync(ct);
            await using var write = session.Command("insert into reading_lessons (id, task, weights, own_topics, corrections, made_at, in_use) values (@id, @task, @weights, @own, @count, @at, @yes)");
            await write.Add("id", Guid.CreateVersion7(now)).Add("task", Tasks.Topic).Add("weights", lesson.Write()).Add("own", ownLesson?.Write()).Add("count", corrections.Count).Add("at", now.ToUnixTimeMilliseconds()).Add("yes", true).RunAsync(ct);
            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
        return corrections.Count;
    }

    private static async Task<List<Correction>> UncorrectedAsync(HeedDb db, string[] own, CancellationToken ct)
    {
        var latest = await db.Messages.AsNoTracking()
            .Where(m => m.Direction == Direction.Inbound && !m.Automatic && m.DeletedAt == null && m.Reading != null && !db.ReadingCorrections.Any(c => c.MessageId == m.Id))
            .OrderByDescending(m => m.Id).Take(Background).Select(m => new { m.Text, m.Reading }).ToListAsync(ct);
        return [.. latest.Select(m => (m.Text, Reading: Reading.Read(m.Reading))).Where(m => m.Reading.Language is not null && !own.Contains(m.Reading.Topic))
            .Select(m => new Correction(m.Text, m.Reading.Language!, ""))]; // asked for in the line before
    }

    /// <summary>Puts a lesson to use again, or none: the shipped model alone.</summary>
    public async Task<bool> UseAsync(Guid? lessonId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (lessonId is { } id && !await db.ReadingLessons.AnyAsync(l => l.Id == id, ct))
            return false;
        await using (var session = await database.BeginWriteAsync(durable: true, ct))
        {
            await using var old = session.Command("update reading_lessons set in_use = @no where task = @task");
            await old.Add("no", false).Add("task", Tasks.Topic).RunAsync(ct);
            if (lessonId is { } chosen)
            {
                await using var use = session.Command("update reading_lessons set in_use = @yes where id = @id");
                await use.Add("yes", true).Add("id", chosen).RunAsync(ct);
            }

            await session.CommitAsync(ct);
        }

        await catalog.RenewAsync(ct);
        return true;
    }

    /// <summary>Whether enough was corrected since the last lesson to learn again.</summary>
    public async Task<bool> HasNewsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var last = await db.ReadingLessons.OrderByDescending(l => l.MadeAt).Select(l => (DateTimeOffset?)l.MadeAt).FirstOrDefaultAsync(ct) ?? DateTimeOffset.UnixEpoch;
        return await db.ReadingCorrections.CountAsync(c => c.At > last, ct) >= Enough;
    }

    /// <summary>Newest first, without their weights.</summary>
    public async Task<IReadOnlyList<LessonView>> ListAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ReadingLessons.AsNoTracking().OrderByDescending(l => l.MadeAt).Take(20).Select(l => new LessonView(l.Id, l.Corrections, l.MadeAt, l.InUse)).ToListAsync(ct);
    }
}

/// <summary>A lesson as its page shows it.</summary>
internal sealed record LessonView(Guid Id, int Corrections, DateTimeOffset MadeAt, bool InUse);
