using System.Net;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Retention;
using Heed.Storage.Access;
using Heed.Storage.Blobs;
using Heed.Storage.Intake;
using Heed.Testing;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Case = Heed.Core.Cases.Case;

namespace Heed.IntegrationTests.Spine;

public sealed class RetentionTests
{
    public static TheoryData<string> Kinds => TestDatabase.Kinds;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Comment(string id, string verb, string text = "", double after = 0) =>
        SampleEvents.Page(SampleEvents.Entry($"\"changes\":[{SampleEvents.Comment(id, text, verb, after)}]"));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_deleted_message_leaves_a_tombstone_and_neither_words_nor_files_that_no_other_message_has(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, Comment("5_1", "add", "my card number is in the picture")));
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, Comment("5_2", "add", "second words", 60)));
        await heed.SettleAsync();
        Guid deleted, kept;
        await using (var db = heed.Db())
        {
            deleted = await db.Messages.Where(m => m.ExternalId == "5_1").Select(m => m.Id).SingleAsync(Ct);
            kept = await db.Messages.Where(m => m.ExternalId == "5_2").Select(m => m.Id).SingleAsync(Ct);
            await db.Messages.ExecuteUpdateAsync(s => s.SetProperty(m => m.AttachmentCount, 2), Ct);
            db.Blobs.AddRange(new Blob { Sha256 = "aa", Content = [1] }, new Blob { Sha256 = "bb", Content = [2] });
            db.Attachments.AddRange(File(deleted, "card.jpg", "aa"), File(deleted, "logo.png", "bb"), File(kept, "logo.png", "bb"));
            await db.SaveChangesAsync(Ct);
        }

        await http.SendAsync(SignedDelivery.Facebook(heed.Address, Comment("5_1", "remove")));
        await heed.SettleAsync();
        (await heed.Get<Purge>().RunAsync(Ct)).ShouldBe(new Purged(0, 1, 1));

        await using (var db = heed.Db())
        {
            var tombstone = await db.Messages.SingleAsync(m => m.Id == deleted, Ct);
            (tombstone.Text, tombstone.Extra).ShouldBe(("", null));
            tombstone.ErasedAt.ShouldNotBeNull();
            var data = string.Concat(await db.CaseEvents.Select(e => e.Data).ToListAsync(Ct));
            data.ShouldNotContain("card number");
            data.ShouldContain("second words");
            (await db.Attachments.Select(a => a.MessageId).ToListAsync(Ct)).ShouldBe([kept]);
            (await db.Blobs.Select(b => b.Sha256).ToListAsync(Ct)).ShouldBe(["bb"]);

            // The row is still the fold of its events.
            var c = await db.Cases.SingleAsync(Ct);
            var again = new Case { Id = c.Id, CustomerId = c.CustomerId };
            foreach (var row in await db.CaseEvents.OrderBy(e => e.Version).ToListAsync(Ct))
                again.Apply(row.Read());
            (again.Version, again.Preview, again.InboundCount, again.WaitingSince, again.QueueAt).ShouldBe((c.Version, c.Preview, c.InboundCount, c.WaitingSince, c.QueueAt));
        }

        (await heed.Get<Purge>().RunAsync(Ct)).ShouldBe(new Purged(0, 0, 0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_file_that_arrives_after_its_message_was_deleted_is_not_kept(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database);

        await heed.Get<AttachmentStore>().KeepAsync(Guid.CreateVersion7(), "image/png", "cc", [3], Ct);
        await heed.Get<AttachmentStore>().TryAgainAsync(Guid.CreateVersion7(), 1, TimeProvider.System.GetUtcNow(), Ct);

        await using var db = heed.Db();
        (await db.Blobs.CountAsync(Ct)).ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Old_deliveries_lose_their_bytes_unless_they_are_set_aside_and_a_replay_says_so(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database, o => o.DeliveryRetentionDays = 30);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        var first = Comment("5_1", "add", "the words of the first");
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, first));
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, "old and not understood"));
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, "old and given up"));
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, Comment("5_4", "add", "young", 100)));
        await heed.SettleAsync();
        var aside = (await heed.Get<SetAsideStore>().ListAsync(IntakeState.SetAside, null, 10, Ct)).Items;
        var givenUp = aside.Single(i => i.Size == "old and given up".Length);
        (await heed.Get<SetAsideStore>().DismissAsync(givenUp.Aside.Single().Id, Ct)).ShouldBeTrue();
        var old = TimeProvider.System.GetUtcNow().AddDays(-31);
        await using var db = heed.Db();
        await db.Deliveries.Where(d => d.Seq < 4).ExecuteUpdateAsync(s => s.SetProperty(d => d.ReceivedAt, old), Ct);

        (await heed.Get<Purge>().RunAsync(Ct)).Deliveries.ShouldBe(2);
        (await heed.Get<Purge>().RunAsync(Ct)).Deliveries.ShouldBe(0);

        (await db.Deliveries.OrderBy(d => d.Seq).Select(d => new { d.Body.Length, HasHeaders = d.Headers != null, Purged = d.PurgedAt != null }).ToListAsync(Ct))
            .Select(d => (d.Length > 0, d.HasHeaders, d.Purged)).ShouldBe([(false, false, true), (true, true, false), (false, false, true), (true, true, false)]);

        // What has no bytes cannot be replayed, and every way says so.
        var shell = new TestShell(database.Folder) { Environment = { ["HEED_DATA"] = database.Folder, ["HEED_DATABASE"] = database.ConnectionString ?? "" } };
        var (code, _, error) = await shell.RunAsync("intake", "replay", "1");
        code.ShouldBe(3);
        error.ShouldContain("removed on");
        error.ShouldContain("DeliveryRetentionDays");
        var made = (await heed.Get<ApiTokens>().CreateAsync("lead", Role.Lead, Ct)).ShouldBeOfType<TokenOutcome.Made>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", made.Text);
        using var answer = await http.PostAsync(new Uri(heed.Address, $"/api/v1/intake/{givenUp.Aside.Single().Id}/replay"), null, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await http.GetStringAsync(new Uri(heed.Address, "/settings/intake?state=done&raw=1"), Ct)).ShouldContain("Removed: past its time");

        // The same delivery again is still known.
        http.DefaultRequestHeaders.Authorization = null;
        (await http.SendAsync(SignedDelivery.Facebook(heed.Address, first))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await heed.SettleAsync();
        (await db.Deliveries.CountAsync(Ct)).ShouldBe(4);
        (await db.Messages.CountAsync(Ct)).ShouldBe(2);

        // When its cause is settled, the last old one goes too: the next run begins where it stopped.
        (await heed.Get<SetAsideStore>().DismissAsync(aside.Single(i => i.Seq == 2).Aside.Single().Id, Ct)).ShouldBeTrue();
        var (purged, output, _) = await shell.RunAsync("purge");
        purged.ShouldBe(0);
        output.ShouldContain("1 deliveries older than 30 days");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Deliveries_are_kept_for_ever_where_someone_wants_that(string kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var heed = await TestHeed.StartAsync(database, o => o.DeliveryRetentionDays = 0);
        await heed.AddFacebookAsync();
        using var http = TestHttp.Client();
        await http.SendAsync(SignedDelivery.Facebook(heed.Address, Comment("5_1", "add", "words")));
        await heed.SettleAsync();
        await using var db = heed.Db();
        await db.Deliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.ReceivedAt, DateTimeOffset.UnixEpoch), Ct);

        (await heed.Get<Purge>().RunAsync(Ct)).Deliveries.ShouldBe(0);

        var shell = new TestShell(database.Folder) { Environment = { ["HEED_DATA"] = database.Folder, ["HEED_DATABASE"] = database.ConnectionString ?? "", ["HEED_DELIVERY_RETENTION_DAYS"] = "-1" } };
        (await shell.RunAsync("purge")).Code.ShouldBe(2);
    }

    private static AttachmentRow File(Guid message, string name, string sha256) => new()
    {
        Id = Guid.CreateVersion7(),
        MessageId = message,
        Name = name,
        ContentType = "image/png",
        Sha256 = sha256,
    };
}
