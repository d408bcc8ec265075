using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Customers;
using Heed.Core.Messages;
using Heed.Storage.Access;
using Heed.Storage.Cases;
using Heed.Storage.Replies;
using Heed.Storage.Settings;

namespace Heed.Testing;

/// <summary>The rows of the sample brand's day, made case by case; every choice follows from the case's number.</summary>
internal sealed class SampleDay(DateTimeOffset now, IReadOnlyList<Department> departments, IReadOnlyList<User> agents, IReadOnlyList<ChannelAccountRow> accounts)
{
    private static readonly string[] TagNames = ["refund", "parcel-lost", "warranty", "thanks"];
    private static readonly MessageState[] Ends = [MessageState.Sent, MessageState.Delivered, MessageState.Read, MessageState.Failed, MessageState.Unknown, MessageState.Sending];

    public List<Customer> Customers { get; } = [];

    public List<Identity> Identities { get; } = [];

    public List<Case> Cases { get; } = [];

    public List<CaseEventRow> Events { get; } = [];

    public List<CaseTag> Tags { get; } = [];

    public List<Message> Messages { get; } = [];

    public List<OutboxEntry> Outbox { get; } = [];

    public void Add(int i)
    {
        var language = SampleTexts.Languages[i % 3];
        var account = accounts[(i / 2) % accounts.Count];
        var visibility = account.Network == "mail" || i % 7 == 3 ? Visibility.Private : Visibility.Public;
        var opened = now.AddMinutes(-7 - (i * 11 % 4300));
        var person = Person(i, language, account.Network, opened);
        var c = new Case { Id = Guid.CreateVersion7(opened), CustomerId = person.Id };
        Cases.Add(c);
        var story = new Story(this, c, account, person);

        story.Happened(new CaseOpened("solane", account.Id, account.Network, visibility, account.Network == "mail" ? Subject(language) : null, language) { At = opened });
        story.Happened(new Routed(departments[i % departments.Count].Id, i % 4 == 0 ? "Words about delivery" : null, i % 19 == 0 ? 1 : 0, null) { At = opened });
        story.Wrote(opened, visibility, Pick(SampleTexts.Openings[language], i), i, TimeSpan.FromMinutes(30 + (i % 5 * 12)));
        if (i % 3 == 1)
            story.Happened(new Assigned(agents[i % agents.Count].Id) { At = opened.AddMinutes(2), ActorId = agents[i % agents.Count].Id });
        if (i % 5 == 2)
            story.Happened(new Tagged(TagNames[i % TagNames.Length]) { At = opened.AddMinutes(2), ActorId = agents[0].Id }, tag: TagNames[i % TagNames.Length]);
        if (i % 4 is 1 or 2)
            story.Answered(opened.AddMinutes(4), visibility, Pick(SampleTexts.Answers[language], i), agents[i % agents.Count], i % 9 == 2 ? MessageState.Failed : Ends[i % 3]);
        if (i % 4 == 2)
        {
            story.Wrote(opened.AddMinutes(5), account.Network == "mail" ? visibility : Visibility.Private, Pick(SampleTexts.Followings[language], i), i + 1000, TimeSpan.FromMinutes(75));
        }

        if (i % 6 == 2)
        {
            story.Note(opened.AddMinutes(6), agents[(i + 1) % agents.Count], SampleTexts.Note);
            story.Happened(new HandedOver(departments[i % 3].Id, departments[(i + 1) % 3].Id, null, null, "The carrier has it; please watch until Thursday.") { At = opened.AddMinutes(6), ActorId = agents[1].Id });
        }

        if (i % 11 == 5)
            story.Happened(new Resolved("agent") { At = opened.AddMinutes(6.5), ActorId = agents[0].Id });
    }

    private Customer Person(int i, string language, string network, DateTimeOffset at)
    {
        var name = Pick(SampleTexts.Names[language], i / 3);
        var handle = network switch { "x" => "@" + name.Split(' ')[0].ToLowerInvariant() + i, "mail" => $"person{i}@example.org", _ => name };
        var person = new Customer { Id = Guid.CreateVersion7(at), Name = name, Language = language, CreatedAt = at, CaseCount = 1 };
        Customers.Add(person);
        Identities.Add(new Identity
        {
            Id = Guid.CreateVersion7(at),
            CustomerId = person.Id,
            Space = network == "facebook" ? "facebook:100" : network,
            ExternalId = network == "mail" ? handle : $"u{i}",
            Name = name,
            Handle = handle,
            Followers = network == "x" ? 41 + (i * 317) : null,
            Verified = i % 13 == 0,
            Location = i % 4 == 0 ? "Lyon" : null,
            FirstSeenAt = at,
        });
        return person;
    }

    private static string Subject(string language) => language switch { "fr" => "Commande 48213", "es" => "Pedido 51877", _ => "Order 48213" };

    private static string Pick(string[] from, int i) => from[i % from.Length];

    private sealed class Story(SampleDay day, Case c, ChannelAccountRow account, Customer person)
    {
        public void Happened(CaseEvent e, string? tag = null)
        {
            c.Apply(e);
            day.Events.Add(CaseEventRow.Of(c.Id, c.Version, e));
            if (tag is not null)
                day.Tags.Add(new CaseTag { CaseId = c.Id, Tag = tag });
        }

        public void Wrote(DateTimeOffset at, Visibility visibility, string text, int i, TimeSpan target)
        {
            var deleted = i % 23 == 9;
            var edited = !deleted && i % 17 == 4;
            var extra = new MessageExtra
            {
                Subject = account.Network == "mail" ? c.Subject : null,
                Quoted = account.Network == "mail" && i % 2 == 0 ? "On Monday, Solane wrote:\n> Your order has left our warehouse." : null,
                Html = account.Network == "mail" && i % 3 == 0 ? $"<p><strong>{System.Net.WebUtility.HtmlEncode(text)}</strong></p><p>--<br>{System.Net.WebUtility.HtmlEncode(person.Name)}</p>" : null,
                Permalink = account.Network == "x" && visibility == Visibility.Public ? "https://x.com/i/status/1" : null,
                Earlier = edited ? [new EarlierText(text[..(text.Length / 2)] + "…", at.AddMinutes(1))] : null,
            };
            var m = Message(at, Direction.Inbound, visibility, deleted ? "" : text, MessageState.Received, person.Name, null, extra);
            m.EditedAt = edited ? at.AddMinutes(1) : null;
            m.DeletedAt = deleted ? at.AddMinutes(3) : null;
            m.Hidden = account.Network == "facebook" && i % 8 == 6;
            m.Reaction = i % 12 == 8 ? "❤" : null;
            Happened(new MessageIn(m.Id, at, account.Id, account.Network, visibility, deleted ? "" : Cut(text), c.Language, Automatic: false, new WaitClock(c.Clock.AnsweredAt, [new WaitingMessage(m.Id, at, visibility, c.Clock.AnsweredAt is null ? AnswerKind.First : AnswerKind.Next, target, at + target)])) { At = at });
        }

        public void Answered(DateTimeOffset at, Visibility visibility, string text, User agent, MessageState state)
        {
            var m = Message(at, Direction.Outbound, visibility, text, state, agent.Name, agent.Id, new());
            m.Failure = state == MessageState.Failed ? "X says: you have already written this" : null;
            day.Outbox.Add(new OutboxEntry { MessageId = m.Id, AccountId = account.Id, State = state, SendAt = at, Attempts = 1, UpdatedAt = at });
            Happened(new MessageOut(m.Id, at, account.Id, account.Network, visibility, Cut(text), agent.Id.ToString(), Native: false, new WaitClock(at, [])) { At = at, ActorId = agent.Id });
        }

        public void Note(DateTimeOffset at, User agent, string text)
        {
            var m = Message(at, Direction.Outbound, Visibility.Note, text, MessageState.Sent, agent.Name, agent.Id, new());
            Happened(new NoteAdded(m.Id) { At = at, ActorId = agent.Id });
        }

        private Message Message(DateTimeOffset at, Direction direction, Visibility visibility, string text, MessageState state, string author, Guid? agent, MessageExtra extra)
        {
            var m = new Message
            {
                Id = Guid.CreateVersion7(at),
                CaseId = c.Id,
                CustomerId = person.Id,
                AccountId = account.Id,
                ExternalId = visibility == Visibility.Note ? null : $"m{day.Messages.Count}",
                Network = account.Network,
                Direction = direction,
                Visibility = visibility,
                Kind = visibility == Visibility.Note ? "note" : account.Network switch { "x" => visibility == Visibility.Public ? "mention" : "dm", "facebook" => visibility == Visibility.Public ? "comment" : "message", _ => "mail" },
                ThreadKey = c.Id.ToString(),
                Text = text,
                Language = direction == Direction.Inbound ? c.Language : null,
                State = state,
                At = at,
                ReceivedAt = at,
                AgentId = agent,
                AuthorName = author,
                Extra = extra.Write(),
                Summons = true,
            };
            day.Messages.Add(m);
            return m;
        }

        private static string Cut(string text) => text.Length <= 160 ? text : text[..160];
    }
}
