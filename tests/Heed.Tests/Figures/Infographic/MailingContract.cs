using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Server;
using Heed.Server.Figures.Infographic;
using Heed.Server.Figures.Infographic.Sending;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Figures;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures.Infographic;

/// <summary>A page that is mailed on a schedule leaves once for each due time and recipient; holds on both databases.</summary>
public abstract class MailingContract(string kind)
{
    private static readonly DateTimeOffset Sunday = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_nodes_that_look_again_and_again_mail_each_page_once()
    {
        await using var stage = await Stage.StartAsync(kind);
        (await stage.AddAsync("board@acme.example, chair@acme.example")).ShouldBeNull();
        await stage.LookAsync();
        stage.Box.Letters.ShouldBeEmpty(); // what was due before there was a schedule is not sent

        stage.Clock.Advance(TimeSpan.FromHours(20)); // Monday, eight o'clock
        for (var i = 0; i < 3; i++)
            await Task.WhenAll(stage.LookAsync(), stage.LookAsync());
        stage.Box.Letters.Select(l => l.Recipient).Order().ShouldBe(["board@acme.example", "chair@acme.example"]);
        var letter = stage.Box.Letters.First();
        letter.Attachments.Select(a => a.ContentType).ShouldBe(["application/pdf", "image/png"]);
        letter.Subject!.ShouldContain("23 nov");
        (await stage.Mailings.LastAsync(10, Ct)).ShouldAllBe(m => m.State == PageMailingState.Sent);

        stage.Clock.Advance(TimeSpan.FromDays(7));
        await stage.LookAsync();
        stage.Box.Letters.Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_was_certainly_not_sent_is_tried_again_and_what_nobody_knows_waits_for_a_person()
    {
        await using var stage = await Stage.StartAsync(kind);
        await stage.AddAsync("board@acme.example");
        stage.Clock.Advance(TimeSpan.FromHours(20));
        stage.Box.Ends = new SendOutcome.Retry(TimeSpan.FromMinutes(5), LineTrouble.NoConnection.As());
        await stage.LookAsync();
        await stage.LookAsync();
        stage.Box.Letters.Count.ShouldBe(1);

        stage.Box.Ends = new SendOutcome.Unknown(LineTrouble.ConnectionBroke.As());
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await stage.LookAsync();
        stage.Clock.Advance(TimeSpan.FromDays(1));
        await stage.LookAsync();
        stage.Box.Letters.Count.ShouldBe(2);
        var mailing = (await stage.Mailings.LastAsync(10, Ct)).Single();
        (mailing.State, mailing.Failure).ShouldBe((PageMailingState.Unknown, LineTrouble.ConnectionBroke.As().Stored));

        stage.Box.Ends = new SendOutcome.Sent("m-2");
        (await stage.Mailings.AgainAsync(mailing.Id, stage.Clock.GetUtcNow(), Ct)).ShouldBeTrue();
        (await stage.Mailings.AgainAsync(mailing.Id, stage.Clock.GetUtcNow(), Ct)).ShouldBeFalse();
        await stage.LookAsync();
        stage.Box.Letters.Select(l => l.OwnKey).Distinct().ShouldHaveSingleItem(); // the same mail, so receivers show one
        (await stage.Mailings.LastAsync(10, Ct)).Single().State.ShouldBe(PageMailingState.Sent);
    }

    [Fact]
    public async Task Whoever_dies_over_a_mail_leaves_it_unknown()
    {
        await using var stage = await Stage.StartAsync(kind);
        await stage.AddAsync("board@acme.example");
        var schedule = (await stage.Schedules.ListAsync(Ct)).Single();
        var now = stage.Clock.GetUtcNow();
        (await stage.Mailings.PlanAsync(schedule.Id, now, ["board@acme.example"], now, Ct)).ShouldBe(1);
        (await stage.Mailings.PlanAsync(schedule.Id, now, ["board@acme.example"], now, Ct)).ShouldBe(0);
        var id = (await stage.Mailings.WaitingAsync(now, Ct)).Single().Id;
        (await stage.Mailings.TakeAsync(id, now.AddMinutes(20), Ct)).ShouldBeTrue();
        (await stage.Mailings.TakeAsync(id, now.AddMinutes(20), Ct)).ShouldBeFalse();
        stage.Clock.Advance(TimeSpan.FromMinutes(19));
        await stage.LookAsync();
        (await stage.Mailings.LastAsync(1, Ct)).Single().State.ShouldBe(PageMailingState.Sending);
        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        await stage.LookAsync();
        (await stage.Mailings.LastAsync(1, Ct)).Single().State.ShouldBe(PageMailingState.Unknown);
        stage.Box.Letters.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wrong_address_or_mailbox_is_named()
    {
        await using var stage = await Stage.StartAsync(kind);
        (await stage.AddAsync("")).ShouldBe(("schedule.recipients", ""));
        (await stage.AddAsync("board@acme.example\nchair")).ShouldBe(("schedule.address", "chair"));
        (await stage.AddAsync("Chair <chair@acme.example>")).ShouldBe(("schedule.address", "Chair <chair@acme.example>"));
        (await stage.AddAsync("board@acme.example", Guid.CreateVersion7(Sunday))).ShouldBe(("schedule.account", ""));
    }

    [Fact]
    public async Task A_look_is_kept_for_each_brand_and_the_others_have_that_of_the_workspace()
    {
        await using var stage = await Stage.StartAsync(kind);
        var looks = stage.Looks;
        (await looks.SaveAsync(new LookDraft("", "", "#112233", "#b4530f", null, false), Ct)).ShouldBeNull();
        (await looks.SaveAsync(new LookDraft("Acme", "Acme & Co", "#ffcc00", "#c8102e", """<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>"""u8.ToArray(), false), Ct)).ShouldBeNull();
        (await looks.SaveAsync(new LookDraft("Acme", "", "yellow", "#c8102e", null, false), Ct)).ShouldBe(("look.colour", "yellow"));
        var acme = await looks.OfAsync("Acme", Ct);
        (acme.Name, acme.FirstColour, acme.Logo is null).ShouldBe(("Acme & Co", "#ffcc00", false));
        (await looks.OfAsync("Bolt", Ct)).FirstColour.ShouldBe("#112233");
        await looks.SaveAsync(new LookDraft("Acme", "Acme", "#ffcc00", "#c8102e", null, true), Ct);
        (await looks.OfAsync("Acme", Ct)).Logo.ShouldBeNull();
    }

    private sealed class Stage : IAsyncDisposable
    {
        private readonly FiguresRig rig;
        private readonly ChannelCatalog catalog;
        private readonly Press press;
        private Guid mailbox;

        private Stage(FiguresRig rig)
        {
            this.rig = rig;
            var contexts = rig.Get<IDbContextFactory<HeedDb>>();
            catalog = new ChannelCatalog(contexts, [Box], rig.Get<ChannelSecrets>(), rig.Get<ToneReader>(), rig.Get<HeedOptions>(), Clock);
            Looks = new LookDesk(contexts, Clock);
            press = new Press(rig.Book, Looks, contexts, Clock);
            Schedules = new ScheduleDesk(contexts, Clock);
            Mailings = new PageMailings(rig.Get<Database>(), contexts);
        }

        public FakeTimeProvider Clock { get; } = new(Sunday);

        public Letterbox Box { get; } = new();

        public LookDesk Looks { get; }

        public ScheduleDesk Schedules { get; }

        public PageMailings Mailings { get; }

        public static async Task<Stage> StartAsync(string kind)
        {
            var stage = new Stage(await FiguresRig.StartAsync(kind));
            await using var db = stage.rig.Db();
            var row = new ChannelAccountRow
            {
                Id = Guid.CreateVersion7(Sunday),
                Network = Network.Mail,
                Name = "acme",
                Brand = "Acme",
                ExternalId = "care@acme.example",
                Handle = "care@acme.example",
                Settings = "{}",
                Secrets = "",
                AddedAt = Sunday,
                ChangedAt = Sunday,
            };
            db.ChannelAccounts.Add(row);
            await db.SaveChangesAsync(Ct);
            stage.mailbox = row.Id;
            return stage;
        }

        public Task<(string Key, string Particular)?> AddAsync(string recipients, Guid? account = null) =>
            Schedules.AddAsync(new ScheduleDraft("Acme", null, "fr", Cadence.Weekly, recipients, account ?? mailbox), Ct);

        /// <summary>One look of a node.</summary>
        public Task LookAsync() =>
            new PagePost(Schedules, Mailings, press, catalog, new OneClient(), Clock, NullLogger<PagePost>.Instance).LookAsync(Ct);

        public async ValueTask DisposeAsync()
        {
            catalog.Dispose();
            await rig.DisposeAsync();
        }
    }

    private sealed class OneClient : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => Heed.Testing.TestHttp.Client();
    }
}

public sealed class SqliteMailingTests() : MailingContract("sqlite");

public sealed class PostgresMailingTests() : MailingContract("postgres");
