using Heed.Core.Guard;
using Shouldly;
using Xunit;

namespace Heed.Tests.Guard;

public sealed class TonePolicyTests
{
    private static readonly Guid Billing = Guid.CreateVersion7();

    private static ToneVerdict Rude(double severity) => new("en", severity, [ToneFault.Dismissive], [], null);

    [Fact]
    public void A_channel_inherits_from_its_department_and_that_from_the_workspace()
    {
        var policies = new TonePolicies(TonePolicy.Default, new Dictionary<string, TonePolicyPart>
        {
            [TonePolicies.Key(Billing, null)] = new() { Action = ToneAction.SecondReader, ReadMinutes = 15 },
            [TonePolicies.Key(Billing, "x")] = new() { Action = ToneAction.Hold },
        });

        policies.For(null, "x").ShouldBe(TonePolicy.Default);
        policies.For(Guid.CreateVersion7(), "x").ShouldBe(TonePolicy.Default);
        policies.For(Billing, "mail").ShouldBe(TonePolicy.Default with { Action = ToneAction.SecondReader, ReadMinutes = 15 });
        policies.For(Billing, "x").ShouldBe(TonePolicy.Default with { Action = ToneAction.Hold, ReadMinutes = 15 });
    }

    [Fact]
    public void What_is_saved_is_read_and_what_cannot_be_used_counts_as_not_set()
    {
        var policies = new TonePolicies(
            TonePolicy.Default with { Release = ToneRelease.Colleague }, new Dictionary<string, TonePolicyPart> { [TonePolicies.Key(Billing, "x")] = new() { ActFrom = ToneLevel.Insult } });

        var read = TonePolicies.Read(policies.Write());
        read.Workspace.ShouldBe(policies.Workspace);
        read.For(Billing, "x").ActFrom.ShouldBe(ToneLevel.Insult);
        read.AnyByColleague.ShouldBeTrue();
        foreach (var broken in (string?[])[null, "", "{", "{}", "null", """{"workspace":{"action":"shout"},"parts":{}}""", """{"workspace":{"action":"advise","adviseFrom":0.9,"actFrom":0.1,"readMinutes":5,"release":"lead"},"parts":{}}"""])
            TonePolicies.Read(broken).ShouldBe(TonePolicies.Default);
    }

    [Fact]
    public void Held_answers_are_for_leads_whoever_may_release_otherwise()
    {
        (TonePolicy.Default with { Action = ToneAction.SecondReader, Release = ToneRelease.Colleague }).ByColleague.ShouldBeTrue();
        (TonePolicy.Default with { Action = ToneAction.Hold, Release = ToneRelease.Colleague }).ByColleague.ShouldBeFalse();
    }

    [Theory]
    [InlineData(ToneAction.Advise, 0.8, false, false, false, ToneOutcome.Sent)]
    [InlineData(ToneAction.Confirm, 0.8, false, true, false, ToneOutcome.Confirmed)]
    [InlineData(ToneAction.Confirm, 0.8, true, false, false, ToneOutcome.Confirmed)]
    [InlineData(ToneAction.Confirm, 0.5, false, false, false, ToneOutcome.Sent)]
    [InlineData(ToneAction.SecondReader, 0.8, true, false, true, ToneOutcome.Sent)]
    [InlineData(ToneAction.SecondReader, 0.5, false, false, false, ToneOutcome.Sent)]
    [InlineData(ToneAction.Hold, 0.8, true, false, true, ToneOutcome.Sent)]
    public void The_policy_decides_by_what_is_sent_and_not_by_what_the_browser_says(ToneAction action, double severity, bool confirmed, bool asks, bool holds, ToneOutcome outcome)
    {
        var heard = new ToneHeard(Rude(severity), TonePolicy.Default with { Action = action }, new ToneTrace(0, confirmed));

        (heard.Asks, heard.Holds, heard.Said).ShouldBe((asks, holds, true));
        heard.Outcome.ShouldBe(outcome);
    }

    [Fact]
    public void A_draft_that_was_made_calmer_is_counted_by_what_it_was()
    {
        var heard = new ToneHeard(new ToneVerdict("en", 0.1, [], [], null), TonePolicy.Default, new ToneTrace(0.8, false));

        (heard.First, heard.Last, heard.Said, heard.StillSaid, heard.Outcome).ShouldBe((0.8, 0, true, false, ToneOutcome.Softened));
        new ToneHeard(ToneVerdict.NotJudged, TonePolicy.Default, new ToneTrace(double.NaN, false)).Said.ShouldBeFalse();
    }
}
