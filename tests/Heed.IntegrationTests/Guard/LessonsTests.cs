using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Guard;
using Heed.Server.Language;
using Heed.Server.Settings;
using Heed.Testing.Servers;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Guard;

/// <summary>What people correct is learned from, used for what comes in afterwards, and undone in one step.</summary>
public sealed class LessonsTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_corrected_matter_is_learned_and_the_way_back_is_one_step(string kind)
    {
        const string said = "The glimmerbox in the hallway hums again, just like last week.";
        await using var stage = await CareStage.SetAsync(kind);
        var (marks, lessons) = (stage.Heed.Get<MarkDesk>(), stage.Heed.Get<Lessons>());
        (await lessons.LearnAsync(Ct)).ShouldBe(0);
        var before = await TopicOfAsync(stage, said);
        before.ShouldNotBe(Topics.Outage);
        for (var i = 0; i < 3; i++)
        {
            var c = await stage.WriteAsync($"90{i}", said);
            (await marks.CorrectTopicAsync(c.Id, Topics.Outage, stage.Agent, Ct)).Done.ShouldBeTrue();
            (await stage.CaseAsync(c.Id)).Topic.ShouldBe(Topics.Outage);
        }

        (await lessons.LearnAsync(Ct)).ShouldBe(3);
        (await TopicOfAsync(stage, said)).ShouldBe(Topics.Outage);
        (await lessons.ListAsync(Ct)).ShouldHaveSingleItem().InUse.ShouldBeTrue();

        (await lessons.UseAsync(null, Ct)).ShouldBeTrue();
        (await TopicOfAsync(stage, said)).ShouldBe(before);
        (await lessons.UseAsync((await lessons.ListAsync(Ct))[0].Id, Ct)).ShouldBeTrue();
        (await TopicOfAsync(stage, said)).ShouldBe(Topics.Outage);
        (await lessons.UseAsync(Guid.CreateVersion7(), Ct)).ShouldBeFalse();
    }

    private static async Task<string?> TopicOfAsync(CareStage stage, string text)
    {
        var reader = (await stage.Heed.Get<ChannelCatalog>().GetAsync(Ct)).Reading.ShouldNotBeNull();
        return reader.Read(new MessageWritten
        {
            ExternalId = "1",
            Customer = new Profile(new("facebook", "1")),
            At = TimeProvider.System.GetUtcNow(),
            Direction = Direction.Inbound,
            Visibility = Visibility.Private,
            Kind = "message",
            ThreadKey = "1",
            Text = text,
        }, "en").Topic;
    }
}
