using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;

namespace Heed.Load.Day;

/// <summary>What a day came to.</summary>
internal sealed record DayCount(int Cases, IReadOnlyList<double> Waits, int HandOvers, int Boomerangs, int Stopped, int RudeSent, int Softened, int Late);

/// <summary>
/// One made-up working day through the product's own decisions: pipeline, reading, routing, hand-over guard, tone guard. The people are made
/// up: how long they take, how often they send a case the wrong way or lose their temper is assumed, and the same with the guards on and off.
/// </summary>
internal sealed class BusyDay
{
    private const int AgentsPerDesk = 3;
    private static readonly string[] Desks = ["Delivery", "Billing", "Technical"];
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly Random random;
    private readonly bool guarded;
    private readonly ToneReader tone = ToneReader.Shipped();
    private readonly Dictionary<string, Guid> departments = Desks.ToDictionary(d => d, _ => Guid.CreateVersion7(Nine));
    private readonly Dictionary<Guid, (string Desk, string Language, string Text)> truth = [];
    private readonly HashSet<Guid> rude = [];
    private readonly PriorityQueue<Action, double> events = new();
    private readonly Dictionary<string, List<Case>> waiting = Desks.ToDictionary(d => d, _ => new List<Case>());
    private readonly Dictionary<string, int> free = Desks.ToDictionary(d => d, _ => AgentsPerDesk);
    private readonly ChannelAccount account;
    private readonly WorkingSet set;
    private int people, messages, softened;
    private double now;

    public BusyDay(int seed, bool guarded)
    {
        (random, this.guarded) = (new Random(seed), guarded);
        account = new ChannelAccount(Guid.CreateVersion7(Nine), Network.X, "acme", "acme", "100", "acme", departments["Delivery"], new Dictionary<string, string>(), new Dictionary<string, string>());
        var topics = guarded
            ? new Dictionary<string, Guid> { [Topics.Delivery] = departments["Delivery"], [Topics.Billing] = departments["Billing"], [Topics.Refund] = departments["Billing"], [Topics.ProductFault] = departments["Technical"], [Topics.Outage] = departments["Technical"] }
            : [];
        var settings = IngestSettings.Default with { ReturnWithin = guarded ? TimeSpan.FromDays(30) : TimeSpan.Zero, SameThreadWithin = TimeSpan.Zero };
        set = new WorkingSet(settings, departments.Values.ToDictionary(d => d, d => new DepartmentPlan(d, BusinessCalendar.AlwaysOpen, AnswerTargets.Default)), new Router([], new RoutingDefaults(null, topics, new Dictionary<string, Guid>())))
        {
            Reader = (written, language) => MessageReader.Shipped.Read(new ReadingInput(written.Text, language, null, [])),
        };
    }

    private DateTimeOffset Clock => Nine.AddMinutes(now);

    public DayCount Run()
    {
        for (var at = 0.0; at < 8 * 60; at += Exponential(60 / DayPlan.ArrivalsPerHour))
        {
            var matter = Matters.All[random.Next(Matters.All.Count)];
            var customer = $"c{people++}";
            events.Enqueue(() => Write(customer, matter), at);
        }

        while (events.TryDequeue(out var happens, out var at))
        {
            now = at;
            happens();
        }

        var cases = set.LoadedCases.ToList();
        return new DayCount(
            cases.Count, [.. cases.Where(c => c.FirstAnswerAt is not null).Select(c => (c.FirstAnswerAt!.Value - c.OpenedAt).TotalMinutes)],
            cases.Sum(c => c.HandOvers), cases.Sum(c => c.Boomerangs), cases.Sum(c => c.BoomerangsStopped), rude.Count, softened, cases.Count(c => c.CausesSeen.Has(Cause.LongWait)));
    }

    private void Write(string customer, (string Desk, string Language, string Text) matter)
    {
        var id = $"m{messages++}";
        IngestPipeline.Take(set, new IngestItem(account, new MessageWritten
        {
            ExternalId = id,
            Customer = new Profile(new IdentityKey("x", customer), customer, customer),
            At = Clock,
            Direction = Direction.Inbound,
            Visibility = Visibility.Public,
            Kind = "mention",
            ThreadKey = id,
            Text = matter.Text,
            Language = matter.Language,
        }, Clock, Guid.CreateVersion7(Clock)));
        var c = set.LoadedCases.MaxBy(x => x.OpenedAt)!; // just opened
        truth[c.Id] = matter;
        Queue(c);
    }

    private void Queue(Case c)
    {
        waiting[DeskOf(c)].Add(c);
        Work(DeskOf(c));
    }

    private void Work(string desk)
    {
        while (free[desk] > 0 && waiting[desk].Count > 0)
        {
            var next = waiting[desk].MinBy(c => c.QueueAt)!; // counted above
            waiting[desk].Remove(next);
            free[desk]--;
            var mine = truth[next.Id].Desk == desk;
            var done = now + (mine ? Exponential(9) : 3);
            events.Enqueue(() => Finish(desk, next, mine), done);
        }
    }

    private void Finish(string desk, Case c, bool mine)
    {
        free[desk]++;
        if (mine || c.AccountableId is not null)
            Answer(c);
        else
            SendOn(c);
        Work(desk);
    }

    private void SendOn(Case c)
    {
        var right = truth[c.Id].Desk;
        var to = random.NextDouble() < DayPlan.KnowsWhere ? right : Desks.Where(d => d != DeskOf(c)).ElementAt(random.Next(2));
        var stop = HandOverGuard.Judge(c, new HandOverWish(departments[to], null), byLead: false, insists: false, guarded ? HandOverPolicy.Default : HandOverPolicy.Off);
        switch (stop)
        {
            case HandOverStop.Boomerang:
                // One person sees it through, and asks the desk that knows: it takes longer than knowing it oneself.
                Do(c, new BoomerangStopped(departments[to]));
                Do(c, new MadeAccountable(account.Id, "boomerang"));
                events.Enqueue(() => Answer(c), now + 6 + Exponential(9));
                break;
            case HandOverStop.LeadNeeded:
                // A lead knows the house, and takes some minutes to come to it.
                events.Enqueue(() => Pass(c, right), now + Exponential(6));
                break;
            default:
                Pass(c, to);
                break;
        }
    }

    private void Pass(Case c, string to)
    {
        Do(c, new HandedOver(c.DepartmentId, departments[to], null, null, "not ours"));
        Queue(c);
    }

    private void Answer(Case c)
    {
        var (_, language, _) = truth[c.Id];
        var text = random.NextDouble() < DayPlan.LosesTemper ? Matters.Rude[language][random.Next(Matters.Rude[language].Count)] : null;
        var verdict = text is null ? ToneVerdict.NotJudged : tone.Judge(text, language);
        if (guarded && verdict.Severity >= TonePolicy.Default.AdviseFrom && random.NextDouble() < DayPlan.TakesAdvice)
            softened++;
        else if (text is not null)
            rude.Add(c.Id);
        var clock = c.Clock.Answered(Clock, BusinessCalendar.AlwaysOpen, AnswerTargets.Default);
        Do(c, new MessageOut(Guid.CreateVersion7(Clock), Clock, account.Id, Network.X, Visibility.Public, "…", "agent", false, clock));
        Do(c, new Resolved("agent"));
        var customer = set.CustomerOf(c.CustomerId).Name;
        if (random.NextDouble() < DayPlan.ComesBack && c.ReturnOf is null)
            events.Enqueue(() => Write(customer, truth[c.Id]), now + 30 + Exponential(60));
    }

    private void Do(Case c, CaseEvent e) => set.Append(c, e with { At = Clock });

    private string DeskOf(Case c) => Desks.First(d => departments[d] == c.DepartmentId);

    private double Exponential(double mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
