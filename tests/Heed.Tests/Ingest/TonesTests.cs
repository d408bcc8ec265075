using Heed.Core.Cases;
using Heed.Core.Guard;
using Shouldly;
using Xunit;
using static Heed.Tests.Ingest.IngestScene;

namespace Heed.Tests.Ingest;

/// <summary>Answers given in the network's own app are heard as they come in.</summary>
public sealed class TonesTests
{
    [Theory]
    [InlineData("@jo Calm down. Read the manual.")]
    [InlineData("@jo Calmez-vous. La pièce arrive lundi.")]
    [InlineData("@jo Cálmese. La pieza llega el lunes.")]
    public void A_rude_answer_given_elsewhere_is_marked_with_where_it_was_given(string rude)
    {
        var scene = new IngestScene();
        scene.Take(Wrote("1", 0));
        scene.Take(Answered("2", 5, "1", text: rude));

        var c = scene.Set.LoadedCases.ShouldHaveSingleItem();
        c.CausesSeen.ShouldBe(CauseSet.AggressiveAnswer);
        var heard = Events(scene).OfType<ToneWeighed>().ShouldHaveSingleItem();
        (heard.Elsewhere, heard.Outcome, heard.Plainly, heard.At).ShouldBe(("x", "elsewhere", true, Noon.AddMinutes(5)));
        heard.Faults.ShouldNotBeEmpty();
        CauseMarks.Of(Events(scene)).ShouldHaveSingleItem().By.ShouldBeOfType<ToneWeighed>().MessageId.ShouldBe(heard.MessageId);
        var record = scene.Set.NewToneRecords.ShouldHaveSingleItem();
        (record.MessageId, record.Outcome, record.SeverityLast).ShouldBe((heard.MessageId, ToneOutcome.Elsewhere, ToneRecord.Thousandths(heard.Severity)));
    }

    [Fact]
    public void A_friendly_answer_a_machine_and_a_post_to_nobody_leave_nothing()
    {
        var scene = new IngestScene();
        scene.Take(Answered("1", 0, "0", text: "Calm down, everybody. It is only a lamp."));
        scene.Take(Wrote("2", 1, author: "901"));
        scene.Take(Answered("3", 2, "2", author: "901"));
        scene.Take(Answered("4", 3, "2", author: "901", text: "Calm down.") with { Automatic = true });
        Events(scene).OfType<ToneWeighed>().ShouldBeEmpty();
        scene.Set.NewToneRecords.ShouldBeEmpty();
    }

    [Fact]
    public void Words_that_were_made_rude_afterwards_are_heard_too()
    {
        var scene = new IngestScene();
        scene.Take(Wrote("1", 0));
        scene.Take(Answered("2", 5, "1"));
        scene.Take(Edited("2", 6, "Calm down. Read the manual."));
        scene.Take(Edited("1", 7, "calm down and send my parcel"));
        Events(scene).OfType<ToneWeighed>().ShouldHaveSingleItem().At.ShouldBe(Noon.AddMinutes(6));
    }

    private static IEnumerable<CaseEvent> Events(IngestScene scene) => scene.Set.NewEvents.Select(e => e.Read());
}
