using System.Net;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage.Replies;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Spine;

/// <summary>The platform shows the brand's own messages again; each must be one message here, however late or changed it comes.</summary>
public sealed class EchoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_reply_that_queued_for_hours_is_known_again_by_its_words(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await PostAsync(http, heed, SampleEvents.Message("m_1", "where is it?"));
        var reply = await PlanAsync(heed, MessageState.Unknown, "on its way");

        await PostAsync(http, heed, Echo("m_2", "on its way", after: 5 * 3600));

        await using var db = heed.Db();
        (await db.Messages.CountAsync(Ct)).ShouldBe(2);
        var sent = await db.Messages.SingleAsync(m => m.Id == reply, Ct);
        (sent.State, sent.ExternalId).ShouldBe((MessageState.Sent, "m_2"));
        (await db.Outbox.SingleAsync(Ct)).State.ShouldBe(MessageState.Sent);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_echo_whose_words_the_network_changed_is_one_message_with_its_reply_once_the_network_names_it(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        var account = await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await PostAsync(http, heed, SampleEvents.Message("m_1", "where is it?"));
        var reply = await PlanAsync(heed, MessageState.Sending, "see https://acme.example/track ^AB");
        await PostAsync(http, heed, Echo("m_2", "see acme.example ^AB", after: 60, more: """  "attachments":[{"type":"image","payload":{"url":"https://acme.example/card.png"}}],  """));
        await using (var before = heed.Db())
            (await before.Messages.CountAsync(Ct)).ShouldBe(3);

        await using var db = heed.Db();
        var message = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == reply, Ct);
        var acme = (await heed.Get<ChannelCatalog>().GetAsync(Ct)).ById[account];
        await heed.Get<SettledReplies>().SettleAsync(acme, message, new SendOutcome.Sent("m_2"), Ct);

        (await db.Messages.AsNoTracking().OrderBy(m => m.At).Select(m => m.ExternalId).ToListAsync(Ct)).ShouldBe(["m_1", "m_2"]);
        var settled = await db.Messages.AsNoTracking().SingleAsync(m => m.Id == reply, Ct);
        // The picture the network made of the link is shown with the reply.
        (settled.State, settled.AttachmentCount).ShouldBe((MessageState.Sent, 1));
        (await db.Outbox.AsNoTracking().SingleAsync(Ct)).State.ShouldBe(MessageState.Sent);
        var c = await db.Cases.AsNoTracking().SingleAsync(Ct);
        (c.InboundCount, c.OutboundCount, c.WaitingSince).ShouldBe((1, 1, null));
        (await db.CaseEvents.AsNoTracking().OrderBy(e => e.Version).Select(e => e.Kind).ToListAsync(Ct))[^2..].ShouldBe(["echo-recognised", "message-out"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_one_customer_has_read_marks_nothing_read_for_another(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await PostAsync(http, heed, SampleEvents.Message("m_1", "where is it?"), SampleEvents.Message("m_3", "where is it?", from: "502"));
        await PostAsync(http, heed, Echo("m_2", "on its way", after: 60), Echo("m_4", "on its way", after: 60, to: "502"));

        await PostAsync(http, heed, SampleEvents.Happened($"\"read\":{{\"watermark\":{SampleEvents.Start + 3_600_000}}}", after: 3600));

        await using var db = heed.Db();
        (await db.Messages.Where(m => m.Direction == Direction.Outbound).OrderBy(m => m.ExternalId).Select(m => m.State).ToListAsync(Ct))
            .ShouldBe([MessageState.Read, MessageState.Sent]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_echo_and_the_receipts_that_follow_it_in_one_delivery_settle_a_reply_of_unknown_end(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await PostAsync(http, heed, SampleEvents.Message("m_1", "where is it?"));
        var reply = await PlanAsync(heed, MessageState.Unknown, "on its way");

        await PostAsync(
            http, heed,
            Echo("m_2", "on its way", after: 2, more: """  "metadata":"own-1",  """),
            SampleEvents.Happened("""  "delivery":{"mids":["m_2"],"watermark":1767607202500}  """, after: 3),
            SampleEvents.Happened("""  "read":{"watermark":1767607203500}  """, after: 4));

        await using var after = heed.Db();
        var settled = await after.Messages.SingleAsync(m => m.Id == reply, Ct);
        (settled.ExternalId, settled.State).ShouldBe(("m_2", MessageState.Read));
        (await after.Messages.CountAsync(Ct)).ShouldBe(2);
        (await after.LaneQueue.AnyAsync(Ct)).ShouldBeFalse();
    }

    private static async Task<Guid> PlanAsync(TestHeed heed, MessageState state, string text)
    {
        await using var db = heed.Db();
        var asked = await db.Messages.SingleAsync(Ct);
        var reply = new Message
        {
            Id = Guid.CreateVersion7(),
            CaseId = asked.CaseId,
            CustomerId = asked.CustomerId,
            AccountId = asked.AccountId,
            Network = asked.Network,
            Direction = Direction.Outbound,
            Visibility = Visibility.Private,
            Kind = asked.Kind,
            ThreadKey = asked.ThreadKey,
            OwnKey = "own-1",
            Text = text,
            State = state,
            At = asked.At.AddSeconds(1),
            ReceivedAt = asked.At.AddSeconds(1),
            IdentityId = asked.IdentityId,
            AuthorName = "Ana",
        };
        // Looked up in an hour: the echo comes first.
        db.Add(new OutboxEntry { MessageId = reply.Id, AccountId = reply.AccountId, State = state, SendAt = TimeProvider.System.GetUtcNow().AddHours(1), Attempts = 1, UpdatedAt = asked.At });
        db.Add(reply);
        await db.SaveChangesAsync(Ct);
        return reply.Id;
    }

    private static string Echo(string id, string text, double after, string to = "501", string more = "") =>
        SampleEvents.Message(id, text, after, from: "200", to, """  "is_echo":true,"app_id":1,  """ + more);

    private static async Task PostAsync(HttpClient http, TestHeed heed, params string[] events)
    {
        using var response = await http.SendAsync(SignedDelivery.Facebook(heed.Address, SampleEvents.Messenger(events)), Ct);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();
    }
}
