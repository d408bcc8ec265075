using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Settings;

namespace Heed.Server.Inbox;

/// <summary>What was read in a customer's messages, as a person may want to see it: each thing with the latest message that says it and the words that told it.</summary>
public sealed record CaseReadings
{
    // Older ones say nothing about today; each costs some tens of microseconds.
    private const int MostMessages = 20;

    public static CaseReadings None { get; } = new();

    /// <summary>Of the latest message that shows one: two letters, or what the platform says; null: nobody could tell.</summary>
    public string? Language { get; init; }

    /// <summary>There is a model for that language: else the feeling is not read, and little besides.</summary>
    public bool HasModel { get; init; }

    /// <summary>The latest message is one that nothing needs to be answered to.</summary>
    public bool NeedsNoAnswer { get; init; }

    /// <summary>What the shop of the case is called.</summary>
    public string? ShopName { get; init; }

    public IReadOnlyList<ReadFact> Facts { get; init; } = [];

    internal static CaseReadings Of(CaseListItem item, IReadOnlyList<MessageView> messages, CatalogSnapshot settings)
    {
        var told = messages.Where(m => m is { Direction: Direction.Inbound, Automatic: false, DeletedAt: null } && m.Visibility != Visibility.Note).TakeLast(MostMessages)
            .Select(m => (Message: m, Reading: Reading.Read(m.ReadingJson))).Reverse().ToList();
        if (told.Count == 0)
            return None;
        var language = told.Select(t => t.Reading.Language ?? t.Message.Language).FirstOrDefault(l => l is not null);
        var facts = new List<ReadFact>();
        void Add(ReadWhat what, Func<Reading, bool> says, Func<ReadingWhy, IReadOnlyList<string>> words, Cause? cause = null)
        {
            if (told.Find(t => says(t.Reading)) is { Message: { } message } found)
                facts.Add(new ReadFact(what, cause, message.At, Words(found.Message, found.Reading, settings, words)));
        }

        Add(ReadWhat.Topic, r => item.Topic is not null && r.Topic == item.Topic, w => w.Topic);
        Add(ReadWhat.Sentiment, r => item.Sentiment is not null && r.Sentiment == item.Sentiment, w => w.Sentiment);
        Add(ReadWhat.Urgency, r => item.Urgency != Urgency.Normal && r.Urgency == item.Urgency, w => w.Urgency);
        Add(ReadWhat.InStore, r => r.InStore, w => w.InStore);
        Add(ReadWhat.Leaving, r => item.Leaving && r.Leaving, w => w.Leaving);
        Add(ReadWhat.Buying, r => item.Buying && r.Buying, w => w.Buying);
        foreach (var cause in CauseSets.All.Where(c => item.CausesSaid.Has(c)))
            Add(ReadWhat.Cause, r => r.Causes?.Contains(cause) == true, w => w.Causes.GetValueOrDefault(cause, []), cause);
        return new CaseReadings
        {
            Language = language,
            HasModel = MessageReader.Shipped.Model(Tasks.Sentiment)?.Knows(language?.Split('-')[0].ToLowerInvariant()) == true,
            NeedsNoAnswer = told[0].Reading.NeedsAnswer == false,
            ShopName = item.Shop is { } code ? NameOf(settings.Shops, code) : null,
            Facts = facts,
        };
    }

    // The first of the names is the shop's own.
    private static string NameOf(IReadOnlyList<ShopWords> shops, string code) => shops.FirstOrDefault(s => s.Code == code)?.Names is [var name, ..] ? name : code;

    // What was written to insult is not put before anybody's eyes by the back door.
    private static IReadOnlyList<string> Words(MessageView message, Reading reading, CatalogSnapshot settings, Func<ReadingWhy, IReadOnlyList<string>> words) =>
        settings.Reading is not { } reader || Heed.Server.Guard.Veil.Covers(message.ReadingJson, message.Text, message.Language) ? []
        : words(reader.Why(message.Extra.Subject, message.Text, reading));
}

public enum ReadWhat
{
    Topic,
    Sentiment,
    Urgency,
    InStore,
    Leaving,
    Buying,
    Cause,
}

/// <param name="Cause">The one complained of.</param>
/// <param name="At">Of the message that says it.</param>
/// <param name="Words">As they stand in it; none: they cannot be named, or a person said so.</param>
public sealed record ReadFact(ReadWhat What, Cause? Cause, DateTimeOffset At, IReadOnlyList<string> Words);
