using CsCheck;
using Heed.Core.Matching;
using Shouldly;
using Xunit;

namespace Heed.Tests.Matching;

public sealed class MatcherPropertyTests
{
    private static readonly Guid[] Departments = [MatchingDay.Id(-1), MatchingDay.Id(-2)];
    private static readonly string[] Languages = ["fr", "es", "en"];
    private static readonly string[] Skills = ["warranty", "coffee"];
    private static readonly string[] Shops = ["mad-01", "bcn-02"];

    private static readonly Gen<Agent[]> Teams =
        (from departments in Gen.Int[1, 3]
         from languages in Gen.Int[0, 7]
         from skills in Gen.Int[0, 3]
         from shop in Gen.Int[0, 2]
         from capacity in Gen.Int[0, 4]
         from state in Gen.Enum<PresenceState>()
         from disabled in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
         select new Agent(Guid.Empty)
         {
             Departments = Picked(Departments, departments),
             Languages = Picked(Languages, languages),
             Skills = Picked(Skills, skills),
             Shops = shop == 0 ? [] : [Shops[shop - 1]],
             Capacity = capacity,
             State = state,
             Since = MatchingDay.Morning,
             Disabled = disabled,
         }).Array[1, 6].Select(team => team.Select((a, i) => a with { Id = MatchingDay.Id(-100 - i) }).ToArray());

    private static readonly Gen<WaitingCase> Cases =
        from department in Gen.Int[0, 1]
        from language in Gen.Int[0, 4]
        from skill in Gen.Int[0, 5]
        from shop in Gen.Int[0, 5]
        from urgency in Gen.Int[-36_000_000, 0]
        from load in Gen.Frequency((4, Gen.Const(1)), (1, Gen.Int[2, 3]))
        from accountable in Gen.Int[-20, 6]
        from earlier in Gen.Int[-8, 6]
        select new WaitingCase(Guid.Empty, Departments[department])
        {
            Language = language < 3 ? Languages[language] : language == 3 ? "de" : null,
            Skills = skill < 2 ? [Skills[skill]] : [],
            Shop = shop < 2 ? Shops[shop] : null,
            QueueAt = urgency,
            Load = load,
            AccountableId = accountable < 0 ? null : MatchingDay.Id(-100 - accountable),
            EarlierOwnerId = earlier < 0 ? null : MatchingDay.Id(-100 - earlier),
            HoldFor = TimeSpan.FromMinutes(5),
            FallbackAfter = TimeSpan.FromMinutes(10),
        };

    // What happens, as a number: arrivals most often.
    private static readonly Gen<(int What, int Who, int Minutes, WaitingCase Case)[]> Happenings =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 5], Gen.Int[0, 9], Cases).Array[0, 40];

    [Fact]
    public void Nobody_ever_gets_more_than_they_can_carry_or_anything_while_they_are_not_here() =>
        Gen.Select(Teams, Happenings).Sample((team, happenings) =>
        {
            var day = new MatchingDay(team);
            foreach (var happening in happenings)
            {
                Happen(day, happening);
                var (before, loads) = (day.Team.ToList(), day.Loads);
                foreach (var match in Matcher.Next(day.Queue, day.Team, loads, day.Now))
                {
                    var waiting = day.Queue.Single(c => c.Id == match.CaseId); // given once only: Apply takes it out
                    var agent = before.Single(a => a.Id == match.AgentId);
                    agent.State.ShouldBe(PresenceState.Available);
                    agent.Disabled.ShouldBeFalse();
                    agent.Departments.ShouldContain(waiting.DepartmentId);
                    day.Apply(match);
                    day.Loads[agent.Id].ShouldBeLessThanOrEqualTo(agent.Capacity);
                    if (match.Why.Reason is MatchReason.Fits or MatchReason.LeastLoaded or MatchReason.EarlierOwner)
                        Serves(agent, waiting, before).ShouldBeTrue();
                }
            }
        }, iter: 3000);

    [Fact]
    public void A_younger_case_never_gets_the_place_an_older_one_could_have_had() =>
        Gen.Select(Teams, Happenings).Sample((team, happenings) =>
        {
            var day = new MatchingDay(team);
            foreach (var happening in happenings)
            {
                Happen(day, happening);
                var order = Matcher.InOrder(day.Queue, day.Now).ToList();
                foreach (var match in Matcher.Next(day.Queue, day.Team, day.Loads, day.Now))
                {
                    var agent = day.Team.Single(a => a.Id == match.AgentId);
                    day.Apply(match);
                    var place = order.FindIndex(c => c.Id == match.CaseId);
                    foreach (var older in order.Take(place).Where(day.Queue.Contains))
                    {
                        // It is still here though it came first: it is held for someone, or this place was none for it.
                        var held = day.Now - older.WaitingSince < older.HoldFor && (older.AccountableId ?? older.EarlierOwnerId) is not null;
                        var heavy = older.Load > 1;
                        (held || heavy || older.DepartmentId != order[place].DepartmentId && !agent.Departments.Contains(older.DepartmentId) || !Serves(agent, older, day.Team)).ShouldBeTrue();
                    }
                }
            }
        }, iter: 3000);

    [Fact]
    public void However_much_comes_in_a_case_is_taken_after_as_many_freed_places_as_there_were_cases_before_it() =>
        Gen.Select(Teams, Cases.Array[1, 12], Cases, Gen.Int[0, 5]).Sample((team, first, flood, who) =>
        {
            // Everyone is here and serves everything in both departments; more urgent cases keep coming in than are answered.
            var day = new MatchingDay([.. team.Select(a => a with { Departments = Departments, Languages = [], Skills = Skills, Shops = Shops, State = PresenceState.Available, Disabled = false, Capacity = a.Capacity + 1 })]);
            var old = first.Select(day.Arrive).ToList();
            day.Wait(Matcher.AgesAfter);
            var ahead = old.Sum(c => c.Load);
            for (var freed = 0; freed <= ahead * day.Team.Count && old.Any(day.Queue.Contains); freed++)
            {
                day.Arrive(flood with { QueueAt = -36_000_000, Load = 1 });
                day.Arrive(flood with { QueueAt = -36_000_000 });
                day.Match();
                day.Answer(who + freed);
            }

            day.Match();
            old.ShouldNotContain(c => day.Queue.Contains(c));
        }, iter: 2000);

    [Fact]
    public void Whatever_nobody_can_ever_take_is_taken_all_the_same_while_anyone_of_the_department_is_here() =>
        Gen.Select(Teams, Cases).Sample((team, c) =>
        {
            var day = new MatchingDay(team);
            day.Arrive(c with { Language = "de", Skills = ["unheard-of"] });
            day.Wait(TimeSpan.FromMinutes(10));
            var match = day.Match();
            day.Team.Any(a => a.TakesCases && a.Departments.Contains(c.DepartmentId)).ShouldBe(match.Count == 1);
            if (match.Count == 1 && match[0].Why.Reason != MatchReason.Accountable)
                match[0].Why.Skills.ShouldBe(["unheard-of"]);
        }, iter: 2000);

    [Fact]
    public void The_same_state_in_any_order_gives_the_same_matches() =>
        Gen.Select(Teams, Cases.Array[0, 12], Gen.Int[0, 40], Gen.Int[0, int.MaxValue]).Sample((team, cases, minutes, seed) =>
        {
            var day = new MatchingDay(team);
            foreach (var c in cases)
            {
                day.Arrive(c);
                day.Wait(TimeSpan.FromMinutes(1));
            }

            var later = day.Now.AddMinutes(minutes);
            var random = new Random(seed);
            var (queue, others) = (day.Queue.ToArray(), day.Team.ToArray());
            random.Shuffle(queue);
            random.Shuffle(others);
            Matcher.Next(queue, others, day.Loads, later).ShouldBe(Matcher.Next(day.Queue, day.Team, day.Loads, later));
        }, iter: 2000);

    [Fact]
    public void Who_leaves_gives_back_exactly_what_waits_with_them_and_what_they_answer_for_goes_to_the_leads() =>
        Gen.Select(Teams, Gen.Select(Gen.Int[0, 5], Gen.Bool, Gen.Bool, Gen.Int[0, 20]).Array[0, 20], Gen.Int[0, 30]).Sample((team, owned, minutes) =>
        {
            var held = owned.Select((o, i) => new HeldCase(MatchingDay.Id(i + 1), team[o.Item1 % team.Length].Id, o.Item2 ? team[o.Item1 % team.Length].Id : o.Item3 ? MatchingDay.Id(-500) : null, MatchingDay.Morning.AddMinutes(o.Item4))).ToList();
            var leaving = Leavers.Of(team, held, MatchingDay.Morning.AddMinutes(minutes), TimeSpan.FromMinutes(15));
            foreach (var c in held)
            {
                var owner = team.Single(a => a.Id == c.AgentId);
                var gone = owner.Disabled || (owner.State == PresenceState.Away && minutes >= 15 && MatchingDay.Morning.AddMinutes(minutes - 15) >= c.Since);
                leaving.Released.Contains(c).ShouldBe(gone && c.AccountableId != c.AgentId);
                leaving.ForLeads.Contains(c).ShouldBe(gone && c.AccountableId == c.AgentId);
            }
        }, iter: 2000);

    private static void Happen(MatchingDay day, (int What, int Who, int Minutes, WaitingCase Case) happening)
    {
        day.Wait(TimeSpan.FromMinutes(happening.Minutes));
        switch (happening.What)
        {
            case 0:
                day.Turn(happening.Who, PresenceState.Away);
                break;
            case 1:
                day.Turn(happening.Who, PresenceState.Busy);
                break;
            case 2:
                day.Turn(happening.Who, PresenceState.Available);
                break;
            case 3 or 4:
                day.Answer(happening.Who);
                break;
            default:
                day.Arrive(happening.Case);
                break;
        }
    }

    // Said once more, apart from the code under test.
    private static bool Serves(Agent agent, WaitingCase c, IReadOnlyList<Agent> team) =>
        (c.Language is null || agent.Languages.Count == 0 || agent.Languages.Contains(c.Language))
        && c.Skills.All(agent.Skills.Contains)
        && (c.Shop is null || agent.Shops.Contains(c.Shop) || !team.Any(a => !a.Disabled && a.Departments.Contains(c.DepartmentId) && a.Shops.Contains(c.Shop)));

    private static T[] Picked<T>(T[] all, int bits) => [.. all.Where((_, i) => (bits & (1 << i)) != 0)];
}
