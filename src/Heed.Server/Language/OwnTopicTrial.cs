using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Language;

/// <summary>Tries a topic, saved or not, on a typed text and on the latest messages of customers. Reads only.</summary>
internal sealed class OwnTopicTrial(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog)
{
    /// <summary>Messages looked at; some 20 ms of reading.</summary>
    public const int Messages = 1_000;

    private const int Shown = 5;
    private const int LongestExcerpt = 140;

    public async Task<TopicTrial> TryAsync(OwnTopic topic, string text, CancellationToken ct)
    {
        var tidied = OwnTopicCheck.Tidy(topic) with { Enabled = true };
        var snapshot = await catalog.GetAsync(ct);
        var topics = snapshot.Topics.With(tidied);
        var reader = snapshot.Reading?.With(topics) ?? MessageReader.Shipped.With(topics.Tell);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var latest = await db.Messages.AsNoTracking()
            .Where(m => m.Direction == Direction.Inbound && !m.Automatic && m.DeletedAt == null && m.Text != "")
            .OrderByDescending(m => m.Id).Take(Messages)
            .Join(db.Cases, m => m.CaseId, c => c.Id, (m, c) => new { m.Id, m.Text, m.Language, c.Number, m.At }).ToListAsync(ct);
        var met = latest.OrderByDescending(m => m.Id)
            .Select(m => (Message: m, Input: new ReadingInput(m.Text, m.Language, null, []))).Select(m => (m.Message, m.Input, Reading: reader.Read(m.Input)))
            .Where(m => m.Reading.Topic == tidied.Code).ToList();
        var typed = text.Trim().Length == 0 ? null : reader.Read(ReadingInput.Of(text));
        return new TopicTrial(
            latest.Count, met.Count,
            [.. met.Take(Shown).Select(m => new TopicExample(m.Message.Number, Excerpt(m.Message.Text), reader.Why(m.Input, m.Reading).Topic))],
            typed, typed is null ? [] : reader.Why(ReadingInput.Of(text), typed).Topic);
    }

    private static string Excerpt(string text) => text.Length <= LongestExcerpt ? text : text[..LongestExcerpt].TrimEnd() + "…";
}

/// <param name="Looked">Messages there were to look at.</param>
/// <param name="Met">Those that would carry the topic.</param>
/// <param name="Typed">What is read in the typed text; null: none was typed.</param>
/// <param name="Words">Of the typed text, those that tell its topic.</param>
internal sealed record TopicTrial(int Looked, int Met, IReadOnlyList<TopicExample> Examples, Reading? Typed, IReadOnlyList<string> Words);

/// <param name="Number">Of the case.</param>
internal sealed record TopicExample(long Number, string Text, IReadOnlyList<string> Words);
