using Heed.Core.Matching;
using Shouldly;
using Xunit;

namespace Heed.Tests.Matching;

public sealed class MatcherTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    private static readonly Guid Billing = Guid.CreateVersion7();
    private static readonly Guid Delivery = Guid.CreateVersion7();
    private static readonly Dictionary<Guid, int> NoLoad = [];

    [Fact]
    public void The_one_who_carries_least_for_their_capacity_gets_the_case()
    {
        var (nadia, paul) = (Someone(capacity: 10), Someone(capacity: 4));
        var match = Matcher.Next([Waits()], [nadia, paul], new Dictionary<Guid, int> { [nadia.Id] = 4, [paul.Id] = 2 }, Now).ShouldHaveSingleItem();
        match.AgentId.ShouldBe(nadia.Id);
        match.Why.Reason.ShouldBe(MatchReason.LeastLoaded);
    }

    [Fact]
    public void Among_equals_it_is_the_one_who_got_nothing_for_longest()
    {
        var (nadia, paul) = (Someone() with { LastAssignedAt = Now.AddMinutes(-1) }, Someone() with { LastAssignedAt = Now.AddMinutes(-9) });
        Matcher.Next([Waits()], [nadia, paul], NoLoad, Now)[0].AgentId.ShouldBe(paul.Id);
        Matcher.Next([Waits()], [nadia, paul with { LastAssignedAt = null }], NoLoad, Now)[0].AgentId.ShouldBe(paul.Id);
    }

    [Theory]
    [InlineData("fr", true)]
    [InlineData("fr-CA", true)]
    [InlineData("fro", false)]
    [InlineData("es", false)]
    public void A_case_goes_to_someone_who_speaks_its_language(string language, bool fits)
    {
        var match = Matcher.Next([Waits() with { Language = language }], [Someone() with { Languages = ["fr", "en"] }], NoLoad, Now);
        match.Count.ShouldBe(fits ? 1 : 0);
        if (fits)
            match[0].Why.ShouldBe(new MatchWhy(MatchReason.Fits, language));
    }

    [Fact]
    public void Every_needed_skill_is_needed()
    {
        var c = Waits() with { Skills = ["warranty", "coffee"] };
        Matcher.Next([c], [Someone() with { Skills = ["warranty"] }], NoLoad, Now).ShouldBeEmpty();
        Matcher.Next([c], [Someone() with { Skills = ["coffee", "Warranty", "tea"] }], NoLoad, Now)[0].Why.ShouldBe(new MatchWhy(MatchReason.Fits, Skills: ["warranty", "coffee"]));
    }

    [Fact]
    public void What_a_shop_is_written_goes_to_its_people_and_to_the_whole_department_where_nobody_is_named()
    {
        var (there, elsewhere) = (Someone() with { Shops = ["mad-01"], State = PresenceState.Away, Since = Now }, Someone() with { Shops = ["bcn-02"] });
        var c = Waits() with { Shop = "mad-01" };
        Matcher.Next([c], [there, elsewhere], NoLoad, Now).ShouldBeEmpty();
        Matcher.Next([c], [there with { State = PresenceState.Available }, elsewhere], NoLoad, Now)[0].Why.ShouldBe(new MatchWhy(MatchReason.Fits, Shop: "mad-01"));
        Matcher.Next([c], [elsewhere], NoLoad, Now).ShouldHaveSingleItem();
    }

    [Fact]
    public void Whoever_answers_for_the_case_gets_it_before_the_earlier_owner_and_both_before_anyone_freer()
    {
        var (accountable, earlier, free) = (Someone(), Someone(), Someone());
        var loads = new Dictionary<Guid, int> { [accountable.Id] = 4, [earlier.Id] = 4 };
        var c = Waits() with { AccountableId = accountable.Id, EarlierOwnerId = earlier.Id, EarlierCase = 41 };
        Matcher.Next([c], [accountable, earlier, free], loads, Now)[0].Why.ShouldBe(new MatchWhy(MatchReason.Accountable));
        Matcher.Next([c], [earlier, free], loads, Now)[0].Why.ShouldBe(new MatchWhy(MatchReason.EarlierOwner, EarlierCase: 41));
    }

    [Fact]
    public void A_case_is_held_for_an_earlier_owner_who_is_full_and_only_for_a_while()
    {
        var (full, free) = (Someone(), Someone());
        var loads = new Dictionary<Guid, int> { [full.Id] = 5 };
        var c = Waits() with { EarlierOwnerId = full.Id, HoldFor = TimeSpan.FromMinutes(5) };
        Matcher.Next([c], [full, free], loads, Now.AddMinutes(4)).ShouldBeEmpty();
        Matcher.Next([c], [full, free], loads, Now.AddMinutes(5))[0].AgentId.ShouldBe(free.Id);
        Matcher.Next([c], [full with { State = PresenceState.Busy }, free], loads, Now)[0].AgentId.ShouldBe(free.Id, "it is held for nobody who takes nothing");
    }

    [Fact]
    public void Where_nobody_speaks_the_language_the_department_takes_it_after_a_while_and_says_so()
    {
        var nadia = Someone() with { Languages = ["fr"] };
        var c = Waits() with { Language = "de", FallbackAfter = TimeSpan.FromMinutes(10) };
        Matcher.Next([c], [nadia], NoLoad, Now.AddMinutes(9)).ShouldBeEmpty();
        Matcher.Next([c], [nadia], NoLoad, Now.AddMinutes(10))[0].Why.ShouldBe(new MatchWhy(MatchReason.NobodyFits, "de"));
    }

    [Fact]
    public void A_short_break_of_the_only_one_who_speaks_the_language_gives_nothing_away()
    {
        var nadia = Someone() with { Languages = ["fr"] };
        var karl = Someone() with { Languages = ["de"], State = PresenceState.Away, Since = Now.AddMinutes(50) };
        var c = Waits() with { Language = "de", FallbackAfter = TimeSpan.FromMinutes(10) };
        Matcher.Next([c], [nadia, karl], NoLoad, Now.AddMinutes(55)).ShouldBeEmpty();
        Matcher.Next([c], [nadia, karl], NoLoad, Now.AddMinutes(60))[0].AgentId.ShouldBe(nadia.Id);
        Matcher.Next([c], [nadia, karl with { State = PresenceState.Available }], new Dictionary<Guid, int> { [karl.Id] = 5 }, Now.AddHours(2)).ShouldBeEmpty("karl is here and merely full");
    }

    [Fact]
    public void A_heavy_case_is_not_passed_over_by_light_ones_for_ever()
    {
        var nadia = Someone(capacity: 3);
        var heavy = Waits() with { Load = 3 };
        var light = Waits(1);
        Matcher.Next([heavy, light], [nadia], new Dictionary<Guid, int> { [nadia.Id] = 1 }, Now).ShouldBeEmpty("the room is kept for the one that came first");
        Matcher.Next([heavy, light], [nadia], NoLoad, Now).ShouldHaveSingleItem().CaseId.ShouldBe(heavy.Id);
    }

    [Fact]
    public void Another_department_and_the_disabled_get_nothing() =>
        Matcher.Next([Waits()], [Someone() with { Departments = [Delivery] }, Someone() with { Disabled = true }, Someone(capacity: 0)], NoLoad, Now.AddDays(1)).ShouldBeEmpty();

    [Fact]
    public void Why_is_written_and_read_back()
    {
        foreach (var why in new[]
        {
            new MatchWhy(MatchReason.EarlierOwner, "fr", ["warranty", "two words"], "mad 01", 41), new MatchWhy(MatchReason.LeastLoaded), new MatchWhy(MatchReason.Left),
            new MatchWhy(MatchReason.NobodyFits, "pt-BR"),
        })
            MatchWhy.Read(why.Write()).ShouldBe(why);
        MatchWhy.Read(null).ShouldBeNull();
        MatchWhy.Read("somebody said so").ShouldBeNull();
        new MatchWhy(MatchReason.EarlierOwner, "fr", EarlierCase: 41).Write().ShouldBe("earlier-owner case:41 language:fr");
    }

    private static WaitingCase Waits(int later = 0) => new(Guid.CreateVersion7(), Billing) { QueueAt = later, WaitingSince = Now, FallbackAfter = TimeSpan.FromMinutes(10) };

    private static Agent Someone(int capacity = 5) => new(Guid.CreateVersion7())
    {
        Departments = [Billing],
        Capacity = capacity,
        State = PresenceState.Available,
        Since = Now.AddHours(-1),
    };
}
