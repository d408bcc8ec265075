using System.Net;
using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Server.Inbox;
using Heed.Storage.Access;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.IntegrationTests.Guard;

/// <summary>What an agent answers in the network's own app comes in as the brand's message: heard, counted, told, and for people to correct.</summary>
public sealed class ElsewhereTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_rude_answer_in_Messenger_itself_is_seen_with_where_it_was_given_and_can_be_corrected(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await PostAsync(http, heed, SampleEvents.Message("m_1", "where is my parcel? it should be here"), SampleEvents.Message("m_2", "where is it?", from: "502"));
        await PostAsync(http, heed, Echo("m_3", "Calm down. Read the tracking page.", to: "501"), Echo("m_4", "It leaves today, I am sorry for the wait.", to: "502"));

        var rude = await CaseAsync(heed, "m_1");
        rude.CausesSeen.Has(Cause.AggressiveAnswer).ShouldBeTrue();
        (await CaseAsync(heed, "m_2")).CausesSeen.Has(Cause.AggressiveAnswer).ShouldBeFalse();
        var mark = (await heed.Get<MarkDesk>().MarksAsync(rude.Id, Ct)).Single(m => m.Cause == Cause.AggressiveAnswer);
        mark.By.ShouldBeOfType<ToneWeighed>().Elsewhere.ShouldBe("facebook");
        (await heed.Get<InboxQueries>().EventsAsync(rude.Id, Ct)).ShouldContain(e => e.Event is ToneWeighed);
        await using (var db = heed.Db())
        {
            var record = await db.ToneRecords.AsNoTracking().SingleAsync(Ct);
            (record.CaseId, record.Outcome, record.Network, record.AgentId).ShouldBe((rude.Id, ToneOutcome.Elsewhere, "facebook", null));
        }

        // The same echo again is no second one, and a person has the last word.
        await PostAsync(http, heed, Echo("m_3", "Calm down. Read the tracking page.", to: "501"));
        var lea = new Actor(await heed.Get<People>().AddAsync("lea@acme.example", "Lea", Role.Agent, [], Ct), "Lea", Role.Agent);
        (await heed.Get<MarkDesk>().UnmarkAsync(rude.Id, Cause.AggressiveAnswer, false, lea, Ct)).Done.ShouldBeTrue();
        (await CaseAsync(heed, "m_1")).CausesSeen.Has(Cause.AggressiveAnswer).ShouldBeFalse();
        await using var after = heed.Db();
        (await after.ToneRecords.CountAsync(Ct)).ShouldBe(1);
    }

    private static string Echo(string id, string text, string to) => SampleEvents.Message(id, text, after: 60, from: "200", to, """  "is_echo":true,"app_id":1,  """);

    private static async Task<Case> CaseAsync(TestHeed heed, string externalId)
    {
        await using var db = heed.Db();
        var id = await db.Messages.Where(m => m.ExternalId == externalId).Select(m => m.CaseId).SingleAsync(Ct);
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id, Ct);
    }

    private static async Task PostAsync(HttpClient http, TestHeed heed, params string[] events)
    {
        using var response = await http.SendAsync(SignedDelivery.Facebook(heed.Address, SampleEvents.Messenger(events)), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();
    }
}
