using System.Text.Json;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;
using Heed.Core.Surveys;

namespace Heed.Core.Ingest;

/// <summary>A department as deciding needs it.</summary>
public sealed record DepartmentPlan(Guid Id, BusinessCalendar Calendar, AnswerTargets Targets)
{
    /// <summary>Where no department is known: always open, the default targets.</summary>
    public static DepartmentPlan None { get; } = new(Guid.Empty, BusinessCalendar.AlwaysOpen, AnswerTargets.Default);
}

/// <summary>
/// What a batch of events knows and what it has changed so far. The second message sees what the first decided;
/// the store loads it, the pipeline changes it, the store saves it in one transaction.
/// </summary>
public sealed class WorkingSet(IngestSettings settings, IReadOnlyDictionary<Guid, DepartmentPlan> departments, Router router)
{
    private readonly Dictionary<(Guid Account, string ExternalId), Message> messages = [];
    private readonly Dictionary<(Guid Account, string OwnKey), Message> ownKeys = [];
    private readonly Dictionary<Guid, List<Message>> unmatched = [];
    private readonly Dictionary<IdentityKey, Identity> identities = [];
    private readonly Dictionary<Guid, Identity> identitiesById = [];
    private readonly Dictionary<Guid, Customer> customers = [];
    private readonly Dictionary<Guid, Case> cases = [];
    private readonly Dictionary<Guid, List<Case>> casesOfCustomer = [];
    private readonly Dictionary<Guid, Guid> mergedInto = [];
    private readonly Dictionary<Guid, List<Message>> unanswered = [];
    private readonly Dictionary<Guid, List<Message>> sentTo = [];
    private readonly Dictionary<(Guid Account, string ExternalId), List<WaitingChange>> waiting = [];
    private readonly Dictionary<Guid, List<SurveyAsk>> asks = [];
    private readonly Dictionary<Guid, long> loadedVersions = [];
    private readonly HashSet<Guid> newRows = [];

    public IngestSettings Settings { get; } = settings;

    public Router Router { get; } = router;

    /// <summary>Reads what customers write; null where nothing is to be read.</summary>
    public Func<MessageWritten, string?, Reading>? Reader { get; init; }

    /// <summary>Hears how an answer given elsewhere sounds, by the policy of its place; null where nothing is to be read.</summary>
    public Func<Message, Case, ToneHeard>? Ear { get; init; }

    /// <summary>Customers are asked how it went here: what they answer by message is to be looked for.</summary>
    public bool HearsSurveys { get; init; }

    // What the store saves.
    public List<Customer> NewCustomers { get; } = [];

    public HashSet<Customer> ChangedCustomers { get; } = [];

    public List<Identity> NewIdentities { get; } = [];

    public HashSet<Identity> ChangedIdentities { get; } = [];

    public List<Case> NewCases { get; } = [];

    public HashSet<Case> ChangedCases { get; } = [];

    public List<CaseEventRow> NewEvents { get; } = [];

    /// <summary>Times in a department's hands that ended.</summary>
    public List<CaseStay> NewStays { get; } = [];

    public List<PromiseRow> NewPromises { get; } = [];

    public List<(Guid Id, PromiseEnd End, DateTimeOffset At)> EndedPromises { get; } = [];

    public List<ToneRecord> NewToneRecords { get; } = [];

    public List<SurveyHeard> SurveysHeard { get; } = [];

    public List<Message> NewMessages { get; } = [];

    /// <summary>Messages whose content or marks changed.</summary>
    public HashSet<Message> ChangedMessages { get; } = [];

    /// <summary>Messages whose delivery state moved on. Written apart and only forwards: the sender writes the state too.</summary>
    public HashSet<Message> AdvancedMessages { get; } = [];

    public List<MessageAlias> NewAliases { get; } = [];

    public List<AttachmentRow> NewAttachments { get; } = [];

    public List<(string Sha256, byte[] Content)> NewBlobs { get; } = [];

    public List<CaseTag> NewTags { get; } = [];

    public List<WaitingChange> NewWaiting { get; } = [];

    public List<WaitingChange> DoneWaiting { get; } = [];

    /// <summary>Replies now known to be sent: the ledger follows.</summary>
    public List<Message> ProvenSent { get; } = [];

    /// <summary>Echoes that had become messages of their own, with the reply that each one is.</summary>
    public List<(Message Echo, Message Reply)> Absorbed { get; } = [];

    /// <summary>Accounts whose owner took the connection away, with the reason.</summary>
    public Dictionary<Guid, string> Revoked { get; } = [];

    /// <summary>Events by the step that ended them and why.</summary>
    public Dictionary<(string Step, string Why), int> Counts { get; } = [];

    public void Count(string step, string why) => Counts[(step, why)] = Counts.GetValueOrDefault((step, why)) + 1;

    // ---- what the store loads ----

    public void Load(Message message, string? alias = null)
    {
        if (message.ExternalId is { } id)
            messages[(message.AccountId, id)] = message;
        if (alias is not null)
            messages[(message.AccountId, alias)] = message;
        if (message.OwnKey is { } key)
            ownKeys[(message.AccountId, key)] = message;
    }

    /// <summary>A reply whose end is not known yet, whose echo may come.</summary>
    public void LoadUnmatched(Message message)
    {
        Load(message);
        Of(unmatched, message.AccountId).Add(message);
    }

    /// <summary>A private reply that was sent and may be delivered or read now.</summary>
    public void LoadSent(Message message)
    {
        var known = message.ExternalId is { } id && FindMessage(message.AccountId, id) is { } loaded ? loaded : message;
        Load(known);
        Of(sentTo, known.CustomerId).Add(known);
    }

    /// <summary>An inbound message of a waiting case; answers and deletions need them.</summary>
    public void LoadUnanswered(Message message)
    {
        var known = message.ExternalId is { } id && messages.TryGetValue((message.AccountId, id), out var loaded) ? loaded : message;
        Load(known);
        Of(unanswered, known.CaseId).Add(known);
    }

    public void Load(Identity identity)
    {
        identities[new IdentityKey(identity.Space, identity.ExternalId)] = identity;
        identitiesById[identity.Id] = identity;
    }

    public void Load(Customer customer) => customers[customer.Id] = customer;

    public void Load(Case c)
    {
        if (!cases.TryAdd(c.Id, c))
            return;
        loadedVersions[c.Id] = c.Version;
        Of(casesOfCustomer, c.CustomerId).Add(c);
    }

    /// <summary>A case that became part of another: who asks for it finds the other.</summary>
    public void LoadMerged(Guid caseId, Guid into) => mergedInto[caseId] = into;

    public void Load(SurveyAsk ask) => Of(asks, ask.CustomerId).Add(ask);

    public void Load(WaitingChange change) => Of(waiting, (change.AccountId, change.ExternalId)).Add(change);

    /// <summary>Version a case had when it was loaded: the save compares it.</summary>
    public long LoadedVersion(Guid caseId) => loadedVersions[caseId];

    public IEnumerable<Case> LoadedCases => cases.Values;

    // ---- what the steps ask ----

    public Message? FindMessage(Guid accountId, string externalId) => messages.GetValueOrDefault((accountId, externalId));

    public Message? FindOwn(Guid accountId, string ownKey) => ownKeys.GetValueOrDefault((accountId, ownKey));

    public IEnumerable<Message> Unmatched(Guid accountId) => unmatched.TryGetValue(accountId, out var list) ? list : [];

    /// <summary>Private replies that a customer may have got or read, those proven in this batch included.</summary>
    public IReadOnlyList<Message> SentTo(Guid customerId) => sentTo.TryGetValue(customerId, out var list) ? list : [];

    public Identity? FindIdentity(IdentityKey key) => identities.GetValueOrDefault(key);

    public Identity IdentityById(Guid id) => identitiesById[id];

    public Customer CustomerOf(Guid id) => customers[id];

    public Case? FindCase(Guid id) => cases.GetValueOrDefault(mergedInto.GetValueOrDefault(id, id));

    public IEnumerable<Case> CasesOf(Guid customerId) => casesOfCustomer.TryGetValue(customerId, out var list) ? list : [];

    public IEnumerable<SurveyAsk> AsksOf(Guid customerId) => asks.TryGetValue(customerId, out var list) ? list : [];

    /// <summary>Unanswered inbound messages of a case, those of this batch included.</summary>
    public IReadOnlyList<Message> Unanswered(Guid caseId) => unanswered.TryGetValue(caseId, out var list) ? list : [];

    public IReadOnlyList<WaitingChange> WaitingFor(Guid accountId, string externalId) =>
        waiting.TryGetValue((accountId, externalId), out var list) ? list : [];

    public DepartmentPlan Department(Guid? id) => id is { } known && departments.TryGetValue(known, out var plan) ? plan : DepartmentPlan.None;

    // ---- what the steps change ----

    /// <summary>Appends an event to a case and folds it in, with what it means for the case's promise.</summary>
    public void Append(Case c, CaseEvent e)
    {
        if (PromiseKeeping.Before(c, e) is { } renewed)
            Append(c, renewed);
        var (department, since, open) = (c.DepartmentId, c.DepartmentSince, c.Status == CaseStatus.Open);
        c.Apply(e);
        NewEvents.Add(CaseEventRow.Of(c.Id, c.Version, e));
        if (!newRows.Contains(c.Id))
            ChangedCases.Add(c);

        if (open && department is { } left && since is { } from && (c.DepartmentId != left || c.Status != CaseStatus.Open))
            NewStays.Add(new CaseStay { CaseId = c.Id, Version = c.Version, DepartmentId = left, Since = from, Until = Later(from, e.At), HandedOn = c.DepartmentId != left });
        if (e is Promised p)
            NewPromises.Add(new PromiseRow { Id = p.PromiseId, CaseId = c.Id, Kind = p.Kind, DepartmentId = c.DepartmentId, AgentId = p.ActorId, MadeAt = p.At, NotBefore = p.NotBefore, Until = p.Until, MessageId = p.MessageId, Ended = PromiseEnd.Open });
        if (e is PromiseSettled settled)
            EndedPromises.Add((settled.PromiseId, settled.End, settled.At));
        if (PromiseKeeping.After(c, e) is { } ended)
            Append(c, ended);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    public void Add(Customer customer)
    {
        newRows.Add(customer.Id);
        NewCustomers.Add(customer);
        Load(customer);
    }

    public void Changed(Customer customer)
    {
        if (!newRows.Contains(customer.Id))
            ChangedCustomers.Add(customer);
    }

    public void Add(Identity identity)
    {
        newRows.Add(identity.Id);
        NewIdentities.Add(identity);
        Load(identity);
    }

    public void Changed(Identity identity)
    {
        if (!newRows.Contains(identity.Id))
            ChangedIdentities.Add(identity);
    }

    public void Add(Case c)
    {
        newRows.Add(c.Id);
        NewCases.Add(c);
        Load(c);
    }

    public void Add(Message message)
    {
        newRows.Add(message.Id);
        NewMessages.Add(message);
        Load(message);
        if (message is { Direction: Direction.Inbound, Automatic: false })
            Of(unanswered, message.CaseId).Add(message);
    }

    public void Changed(Message message)
    {
        if (!newRows.Contains(message.Id))
            ChangedMessages.Add(message);
    }

    public void AddAlias(Message message, string externalId)
    {
        if (!messages.TryAdd((message.AccountId, externalId), message))
            return;
        NewAliases.Add(new MessageAlias { AccountId = message.AccountId, ExternalId = externalId, MessageId = message.Id });
    }

    /// <summary>A reply is known to be sent under this id.</summary>
    public void Prove(Message message, string externalId, DateTimeOffset at)
    {
        (message.ExternalId, message.State, message.At, message.Failure) = (externalId, MessageState.Sent, at, null);
        messages[(message.AccountId, externalId)] = message;
        ProvenSent.Add(message);
        Of(sentTo, message.CustomerId).Add(message);
    }

    public void Absorb(Message echo, Message reply)
    {
        Absorbed.Add((echo, reply));
        messages.Remove((echo.AccountId, echo.ExternalId!)); // it was found by it
    }

    public void Wait(Guid accountId, string externalId, IngestItem item)
    {
        var change = new WaitingChange
        {
            Id = item.MessageId,
            AccountId = accountId,
            ExternalId = externalId,
            At = item.Event.At,
            ArrivedAt = item.ReceivedAt,
            Event = JsonSerializer.Serialize(item.Event),
        };
        NewWaiting.Add(change);
        Load(change);
    }

    public void Done(WaitingChange change)
    {
        if (!NewWaiting.Remove(change))
            DoneWaiting.Add(change);
        if (waiting.TryGetValue((change.AccountId, change.ExternalId), out var list))
            list.Remove(change);
    }

    private static List<TValue> Of<TKey, TValue>(Dictionary<TKey, List<TValue>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
