using Heed.Core.Cases;
using Heed.Core.Matching;
using Heed.Server.Matching;
using Heed.Storage.Matching;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Matching;

public sealed class DepartmentMatcherTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_has_answered_gets_the_next_case(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var nadia = await stage.AddAgentAsync("Nadia", 1, Ct);
        var first = await stage.WriteAsync(Ct);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        var second = await stage.WriteAsync(Ct);
        (await stage.MatchAsync(Ct)).ShouldBe(1);
        (await stage.CaseAsync(first, Ct)).AssigneeId.ShouldBe(nadia);
        (await stage.WhyAsync(first, Ct)).ShouldBe(new MatchWhy(MatchReason.LeastLoaded));
        (await stage.MatchAsync(Ct)).ShouldBe(0, "one is all Nadia can carry");

        await stage.AnswerAsync(first, Ct);
        (await stage.MatchAsync(Ct)).ShouldBe(1);
        (await stage.CaseAsync(second, Ct)).AssigneeId.ShouldBe(nadia);
        (await stage.CaseAsync(first, Ct)).AssigneeId.ShouldBe(nadia, "what is answered stays with its owner");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_matchers_at_once_give_nobody_more_than_they_can_carry_and_no_case_twice(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var delivery = await stage.AddDepartmentAsync("Delivery", Ct);
        var people = new[] { await stage.AddAgentAsync("Nadia", 3, Ct, departments: delivery), await stage.AddAgentAsync("Paul", 2, Ct, departments: delivery) };
        for (var i = 0; i < 12; i++)
            await stage.WriteAsync(Ct, department: i % 2 == 0 ? delivery : null);

        var matcher = stage.Services.GetRequiredService<DepartmentMatcher>();
        var rounds = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => matcher.RunAsync(i % 2 == 0 ? delivery : stage.Billing, Ct), Ct)));
        rounds.Sum().ShouldBeLessThanOrEqualTo(5);
        while (await matcher.RunAsync(delivery, Ct) + await matcher.RunAsync(stage.Billing, Ct) > 0)
        {
        }

        await using var db = stage.Db();
        var carried = await db.Cases.Where(c => c.AssigneeId != null).GroupBy(c => c.AssigneeId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, Ct);
        carried.ShouldBe(new Dictionary<Guid, int> { [people[0]] = 3, [people[1]] = 2 }, ignoreOrder: true);
        (await db.CaseEvents.CountAsync(e => e.Kind == "assigned", Ct)).ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_claim_is_refused_to_whoever_is_full_away_locked_out_or_of_another_department(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var nadia = await stage.AddAgentAsync("Nadia", 1, Ct);
        var delivery = await stage.AddDepartmentAsync("Delivery", Ct);
        await ClaimAsync(nadia, stage.Billing);
        await Should.ThrowAsync<NoRoomException>(() => ClaimAsync(nadia, delivery));

        await stage.AppendAsync(await stage.WriteAsync(Ct), _ => new Assigned(nadia), Ct);
        await ClaimAsync(nadia, stage.Billing); // the one case they can carry is theirs already
        await stage.AppendAsync(await stage.WriteAsync(Ct), _ => new Assigned(nadia), Ct);
        await Should.ThrowAsync<NoRoomException>(() => ClaimAsync(nadia, stage.Billing));

        var presences = stage.Services.GetRequiredService<PresenceStore>();
        var paul = await stage.AddAgentAsync("Paul", 5, Ct);
        await presences.ChooseAsync(paul, PresenceState.Busy, stage.Clock.GetUtcNow(), Ct);
        await Should.ThrowAsync<NoRoomException>(() => ClaimAsync(paul, stage.Billing));
        await presences.ChooseAsync(paul, PresenceState.Available, stage.Clock.GetUtcNow(), Ct);
        await ClaimAsync(paul, stage.Billing);
        await using (var db = stage.Db())
            await db.Users.Where(u => u.Id == paul).ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true), Ct);
        await Should.ThrowAsync<NoRoomException>(() => ClaimAsync(paul, stage.Billing));

        async Task ClaimAsync(Guid agent, Guid department)
        {
            await using var session = await stage.Services.GetRequiredService<Heed.Storage.Database>().BeginWriteAsync(durable: false, Ct);
            await MatchingStore.ClaimAsync(session, agent, department, stage.Clock.GetUtcNow(), Ct);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_waits_with_someone_who_left_moves_on_and_what_they_answer_for_stays(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var nadia = await stage.AddAgentAsync("Nadia", 5, Ct);
        var waits = await stage.WriteAsync(Ct);
        var answered = await stage.WriteAsync(Ct);
        var owned = await stage.WriteAsync(Ct);
        (await stage.MatchAsync(Ct)).ShouldBe(3);
        await stage.AnswerAsync(answered, Ct);
        await stage.AppendAsync(owned, _ => new MadeAccountable(nadia, null), Ct);

        // Her screen is closed. Paul is there all the time.
        var paul = await stage.AddAgentAsync("Paul", 5, Ct);
        var presences = stage.Services.GetRequiredService<PresenceStore>();
        await PassAsync(TimeSpan.FromMinutes(1));
        (await stage.MatchAsync(Ct)).ShouldBe(0);
        (await presences.FindAsync(nadia, Ct))!.State.ShouldBe(PresenceState.Available, "a reload is no leaving");
        await PassAsync(TimeSpan.FromMinutes(13));
        (await presences.FindAsync(nadia, Ct))!.State.ShouldBe(PresenceState.Away);
        (await stage.MatchAsync(Ct)).ShouldBe(0);
        await PassAsync(TimeSpan.FromMinutes(1));
        (await stage.MatchAsync(Ct)).ShouldBe(2, "taken back and given on");
        await using (var db = stage.Db())
            (await db.CaseEvents.Where(e => e.CaseId == waits && e.Kind == "assigned").OrderBy(e => e.Version).ToListAsync(Ct))
                .Select(e => (Assigned)e.Read()).Select(e => (e.AgentId, e.Why)).ShouldBe([(nadia, "least-loaded"), (null, "left"), (paul, "least-loaded")]);

        (await stage.CaseAsync(waits, Ct)).AssigneeId.ShouldBe(paul);
        (await stage.CaseAsync(answered, Ct)).AssigneeId.ShouldBe(nadia);
        (await stage.CaseAsync(owned, Ct)).AssigneeId.ShouldBe(nadia);

        async Task PassAsync(TimeSpan time)
        {
            stage.Clock.Advance(time);
            await stage.SeenAsync(Ct, paul);
            await presences.SweepAsync(stage.Clock.GetUtcNow(), Ct);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_cases_of_somebody_locked_out_move_on_at_once(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var nadia = await stage.AddAgentAsync("Nadia", 5, Ct);
        var waits = await stage.WriteAsync(Ct);
        await stage.MatchAsync(Ct);
        await using (var db = stage.Db())
            await db.Users.Where(u => u.Id == nadia).ExecuteUpdateAsync(s => s.SetProperty(u => u.Disabled, true), Ct);
        (await stage.MatchAsync(Ct)).ShouldBe(1);
        (await stage.CaseAsync(waits, Ct)).AssigneeId.ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_customers_earlier_owner_is_preferred_and_waited_for_only_a_while(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var nadia = await stage.AddAgentAsync("Nadia", 2, Ct);
        var before = await stage.WriteAsync(Ct);
        await stage.MatchAsync(Ct);
        await stage.AppendAsync(before, _ => new Resolved("agent"), Ct);
        var earlier = await stage.CaseAsync(before, Ct);
        var paul = await stage.AddAgentAsync("Paul", 5, Ct);

        var again = await stage.WriteAsync(Ct, customer: earlier.CustomerId);
        await stage.MatchAsync(Ct);
        (await stage.CaseAsync(again, Ct)).AssigneeId.ShouldBe(nadia, "though Paul has more room");
        (await stage.WhyAsync(again, Ct)).ShouldBe(new MatchWhy(MatchReason.EarlierOwner, EarlierCase: earlier.Number));

        await stage.AppendAsync(await stage.WriteAsync(Ct), _ => new Assigned(nadia), Ct);
        var third = await stage.WriteAsync(Ct, customer: earlier.CustomerId);
        stage.Clock.Advance(TimeSpan.FromMinutes(4));
        (await stage.MatchAsync(Ct)).ShouldBe(0, "Nadia is full, and may soon have room");
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.SeenAsync(Ct, nadia, paul);
        await stage.MatchAsync(Ct);
        (await stage.CaseAsync(third, Ct)).AssigneeId.ShouldBe(paul);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Language_and_skills_are_asked_for_and_a_department_without_them_takes_the_case_late_and_says_so(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        var paul = await stage.AddAgentAsync("Paul", 5, Ct, """["en"]""");
        var karl = await stage.AddAgentAsync("Karl", 5, Ct, """["de","en"]""");
        var german = await stage.WriteAsync(Ct, language: "de-AT");
        var skilled = await stage.WriteAsync(Ct, language: "en", skills: ["warranty"]);
        (await stage.MatchAsync(Ct)).ShouldBe(1);
        (await stage.CaseAsync(german, Ct)).AssigneeId.ShouldBe(karl);
        (await stage.WhyAsync(german, Ct)).ShouldBe(new MatchWhy(MatchReason.Fits, "de-AT"));

        stage.Clock.Advance(TimeSpan.FromMinutes(10));
        await stage.SeenAsync(Ct, paul, karl);
        (await stage.MatchAsync(Ct)).ShouldBe(1);
        (await stage.CaseAsync(skilled, Ct)).AssigneeId.ShouldBe(paul);
        (await stage.WhyAsync(skilled, Ct)).ShouldBe(new MatchWhy(MatchReason.NobodyFits, Skills: ["warranty"]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_department_that_does_not_match_is_left_alone(string kind)
    {
        await using var stage = await MatchingStage.OpenAsync(kind, Ct);
        await stage.AddAgentAsync("Nadia", 5, Ct);
        var waits = await stage.WriteAsync(Ct);
        await using (var db = stage.Db())
            await db.Departments.ExecuteUpdateAsync(s => s.SetProperty(d => d.Matching, false), Ct);
        (await stage.MatchAsync(Ct)).ShouldBe(0);
        (await stage.CaseAsync(waits, Ct)).AssigneeId.ShouldBeNull();
    }
}
