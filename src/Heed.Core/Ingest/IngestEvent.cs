using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Customers;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Surveys;

namespace Heed.Core.Ingest;

/// <summary>One event and what the steps have found out about it so far.</summary>
public sealed class IngestEvent(WorkingSet set, IngestItem item)
{
    public WorkingSet Set { get; } = set;

    public IngestItem Item { get; } = item;

    public ChannelAccount Account => Item.Account;

    /// <summary>The event as a written message; only steps after "changes" ask.</summary>
    public MessageWritten Written => (MessageWritten)Item.Event;

    public bool Inbound => Written.Direction == Direction.Inbound;

    /// <summary>Set by "identity".</summary>
    public Identity Identity { get; set; } = null!; // steps run in order

    /// <summary>Set by "identity".</summary>
    public Customer Customer { get; set; } = null!; // steps run in order

    /// <summary>Set by "surveys", when the message is nothing but the answer to it.</summary>
    public SurveyAsk? OnlyAnswers { get; set; }

    /// <summary>Set by "threading".</summary>
    public Case Case { get; set; } = null!; // steps run in order

    /// <summary>The case was opened by this event.</summary>
    public bool NewCase { get; set; }

    /// <summary>Set by "language".</summary>
    public string? Language { get; set; }

    /// <summary>Set by "reading"; null when there was nothing to read.</summary>
    public Reading? Reading { get; set; }

    /// <summary>Set by "messages".</summary>
    public Message Message { get; set; } = null!; // steps run in order

    /// <summary>Why the way ended here; null while it goes on.</summary>
    public string? Ended { get; private set; }

    public void End(string why) => Ended = why;

    public Message? FindMessage(string? externalId) => externalId is null ? null : Set.FindMessage(Account.Id, externalId);

    /// <summary>Keeps the event until the message it speaks of is there.</summary>
    public void WaitFor(string externalId)
    {
        Set.Wait(Account.Id, externalId, Item);
        End("waiting");
    }
}
