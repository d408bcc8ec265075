using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Core.Figures.Families;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Storage.Figures;
using Heed.Storage.Guard;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using Reading = Heed.Core.Figures.Reading;
using TextReading = Heed.Core.Language.Reading;

namespace Heed.Tests.Figures;

/// <summary>A company whose hand-overs, promises and rude answers are known by hand; holds on both databases.</summary>
public abstract class CauseFigureContract(string kind)
{
    private static readonly TextReading Delivery = new() { Language = "en", Topic = Topics.Delivery };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Four closed cases of Acme that a customer opened. Beside them: one the brand began, one still open, one of Bolt.
    private static async Task<MadeUpCases> CompanyAsync(FiguresRig rig)
    {
        var company = await MadeUpCases.StartAsync(rig);
        var (orders, billing) = (company.Orders, company.Billing);
        company.Open(0, orders, reading: Delivery with { Causes = [Cause.HandedOver] }).HandOver(1, billing).HandOver(2, orders).Resolve(4);
        company.Open(0, orders).HandOver(1, to: null).Rude(2).Promise(3, PromiseKind.Callback, PromiseEnd.Broken).Resolve(10);
        company.Open(1, billing, network: Network.Mail, reading: new() { Sentiment = Sentiment.Neutral }).Promise(2, PromiseKind.Action, null, byHeed: true).Write(2.5).Stop(3, orders).Resolve(4);
        company.Open(2, orders, reading: Delivery with { Causes = [Cause.LongWait] }).Then(new Returned(Guid.CreateVersion7(MadeUpCases.Start), 1, Topics.Delivery, 3) { At = MadeUpCases.At(2) }).Resolve(5);
        await company.SaveAsync();
        return company;
    }

    private static void Elsewhere(MadeUpCases company, string brand = "Acme", double hour = 0)
    {
        company.Open(hour, company.Orders, brand, by: Direction.Outbound, reading: Delivery).HandOver(hour + 1, company.Billing).HandOver(hour + 2, company.Orders).Rude(hour + 3).Promise(hour + 3, PromiseKind.Callback, PromiseEnd.Broken).Resolve(hour + 5);
        company.Open(hour, company.Orders, brand, reading: Delivery with { Causes = [Cause.Boomerang] }).HandOver(hour + 1, to: null).Rude(hour + 2).Promise(hour + 3, PromiseKind.Callback, PromiseEnd.Broken);
        company.Open(hour, company.Orders, "Bolt", reading: Delivery with { Causes = [Cause.AggressiveAnswer] }).HandOver(hour + 1, company.Billing).Promise(hour + 1, PromiseKind.Callback, PromiseEnd.Kept).Resolve(hour + 2);
    }

    private static async Task<Dictionary<string, Reading>> TellAsync(FiguresRig rig, FigureScope scope) =>
        (await rig.Book.ComputeAsync(scope, Ct)).Where(f => IsCare(f.Definition)).ToDictionary(f => f.Definition.Id, f => f.Reading);

    private static bool IsCare(FigureDefinition figure) => figure.Behind.Set >= RowSet.CasesResolved;

    [Fact]
    public async Task The_causes_of_a_known_company_are_the_ones_counted_by_hand()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await CompanyAsync(rig);
        var told = await TellAsync(rig, new("acme"));

        foreach (var (cause, seen, said) in new[] { (Cause.AggressiveAnswer, 1, 0), (Cause.HandedOver, 2, 1), (Cause.LongWait, 1, 1), (Cause.Boomerang, 1, 0) })
        {
            told[FourCauses.IdOf(cause, byCustomer: false)].ShouldBe(Reading.Share(seen, 4));
            told[FourCauses.IdOf(cause, byCustomer: true)].ShouldBe(Reading.Share(said, 4));
        }

        told["cause.read"].ShouldBe(Reading.Share(3, 4));
        told["hand-overs.to-department"].ShouldBe(Reading.Share(1, 4));
        told["hand-overs.within-team"].ShouldBe(Reading.Share(1, 4));
        told["hand-overs.second"].ShouldBe(Reading.Share(1, 4));
        told["hand-overs.average"].ShouldBe(new Reading(0.75, 4));
        told["boomerangs.happened"].Value.ShouldBe(1);
        told["boomerangs.prevented"].ShouldBe(Reading.Share(1, 2));
        told["cases.returned"].ShouldBe(Reading.Share(1, 4));
    }

    [Fact]
    public async Task Promises_are_told_by_what_became_of_them()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await CompanyAsync(rig);
        var told = await TellAsync(rig, new("Acme"));
        told["promises.kept"].Value.ShouldBe(0.5);
        told["promises.kept"].Cells.ShouldBe([new FigureCell("callback", 1, 0), new FigureCell("action", 1, 1)]);
        told["promises.by-end"].Cells.ShouldBe([new FigureCell("kept", 1), new FigureCell("broken", 1)]);
        told["promises.by-kind"].Cells.ShouldBe([new FigureCell("callback", 1), new FigureCell("action", 1)]);
        told["promises.by-maker"].Cells.ShouldBe([new FigureCell("people", 1), new FigureCell("heed", 1)]);
    }

    [Fact]
    public async Task Each_department_has_its_own_causes_times_and_promises()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        var company = await CompanyAsync(rig);
        // Orders: 1, 2, 10 and 3 hours. Billing: 1 and 3.
        var all = await TellAsync(rig, new("Acme"));
        all["stay.median"].N.ShouldBe(6);
        all["stay.median"].Value.ShouldBe(150);
        all["stay.median"].Cells.ShouldBe([new FigureCell(company.Orders.ToString(), 4, 150), new FigureCell(company.Billing.ToString(), 2, 120)]);

        var orders = await TellAsync(rig, new("Acme", Department: company.Orders));
        orders["cause.handed-over.seen"].ShouldBe(Reading.Share(2, 3));
        orders["stay.p90"].Value!.Value.ShouldBe((3 + (0.7 * 7)) * 60, 1e-9);
        orders["promises.by-end"].Cells.ShouldBe([new FigureCell("broken", 1)]);
        var billing = await TellAsync(rig, new("Acme", Department: company.Billing));
        billing["cause.handed-over.seen"].ShouldBe(Reading.Share(0, 1));
        billing["stay.median"].ShouldBe(all["stay.median"] with { Value = 120, N = 2, Low = null, High = null, Cells = billing["stay.median"].Cells });
        billing["promises.by-end"].Cells.ShouldBe([new FigureCell("kept", 1)]);
        (await TellAsync(rig, new("Acme", Network.Mail)))["cause.handed-over.seen"].ShouldBe(Reading.Share(0, 1));

        // What was told before is told per department too.
        (await rig.Book.ComputeAsync(new("Acme", Department: company.Billing), Ct)).Single(f => f.Definition.Id == "cases").Reading.Value.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whatever_happens_elsewhere_changes_nothing_and_periods_and_departments_add_up(int seed)
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        var company = await CompanyAsync(rig);
        Random(company, new Random(seed), 60);
        await company.SaveAsync();
        var scopes = new[] { new FigureScope("Acme"), new("Acme", Network.Mail), new("Acme", From: MadeUpCases.At(40), To: MadeUpCases.At(90)) };
        var before = new List<string>();
        foreach (var scope in scopes)
            before.Add(Text(await TellAsync(rig, scope)));
        for (var hour = 0; hour < 60; hour += 20)
            Elsewhere(company, hour: hour);
        await company.SaveAsync();
        for (var i = 0; i < scopes.Length; i++)
            Text(await TellAsync(rig, scopes[i])).ShouldBe(before[i]);

        var cut = MadeUpCases.At(60);
        await AddUpAsync(rig, new FigureScope(To: cut), new(From: cut));
        await AddUpAsync(rig, new FigureScope(Department: company.Orders), new(Department: company.Billing));
        foreach (var scope in new FigureScope[] { new(), new("Acme", Network.X), new(Department: company.Orders), new(From: MadeUpCases.At(20), To: cut, Department: company.Billing) })
            await RowsAreWhatWasCountedAsync(rig, scope);
    }

    [Fact]
    public async Task What_the_guard_spoke_about_is_told_by_what_became_of_it()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(new MadeUp().Customer(1, "501", 0, "@Acme late").Brand(2, "Acme", 10, "@501 So what?", 1).Brand(3, "Acme", 11, "@501 Read the page.", 1).Brand(4, "Acme", 12, "@501 Sorry!", 1).ToString());
        await using (var db = rig.Db())
        {
            var sent = await db.Messages.Where(m => m.Direction == Direction.Outbound).OrderBy(m => m.At).ToListAsync(Ct);
            db.ToneRecords.AddRange(
                Record(sent[0], 800, ToneOutcome.Confirmed, sent[0].Id), Record(sent[1], 300, ToneOutcome.Sent, sent[1].Id), Record(sent[0], 700, ToneOutcome.Returned, null));
            await db.SaveChangesAsync(Ct);
        }

        var told = (await rig.Book.ComputeAsync(new("Acme"), Ct)).ToDictionary(f => f.Definition.Id, f => f.Reading);
        told["tone.harsh-answers"].ShouldBe(Reading.Share(1, 3));
        told["tone.drafts"].Cells.ShouldBe([new FigureCell("sent", 1), new FigureCell("confirmed", 1), new FigureCell("returned", 1)]);
        await RowsAreWhatWasCountedAsync(rig, new());
        (await rig.Book.ComputeAsync(new(Department: Guid.CreateVersion7(MadeUpCases.Start)), Ct)).Single(f => f.Definition.Id == "tone.harsh-answers").Reading.N.ShouldBe(0);
    }

    [Fact]
    public async Task A_harsh_answer_given_in_the_networks_own_app_counts_and_is_no_draft()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(new MadeUp().Customer(1, "501", 0, "@Acme my parcel is late").Brand(2, "Acme", 10, "@501 Calm down. Stop whining.", 1).Brand(3, "Acme", 11, "@501 It arrives on Monday.", 1).ToString());

        await using (var db = rig.Db())
            (await db.ToneRecords.SingleAsync(Ct)).Outcome.ShouldBe(ToneOutcome.Elsewhere);
        var told = (await rig.Book.ComputeAsync(new("Acme"), Ct)).ToDictionary(f => f.Definition.Id, f => f.Reading);
        told["tone.harsh-answers"].ShouldBe(Reading.Share(1, 2));
        told["tone.drafts"].Cells.ShouldBeEmpty();
        await RowsAreWhatWasCountedAsync(rig, new());
    }

    private static ToneRecord Record(Message message, int severity, ToneOutcome outcome, Guid? sent) => new()
    {
        Id = Guid.CreateVersion7(message.At),
        CaseId = message.CaseId,
        Network = Network.X,
        Visibility = Visibility.Public,
        MessageId = sent,
        SeverityFirst = 800,
        SeverityLast = severity,
        Faults = "Aggressive",
        Outcome = outcome,
        At = message.At,
    };

    private static void Random(MadeUpCases company, Random dice, int count)
    {
        for (var i = 0; i < count; i++)
        {
            // Whole hours: many cases end in the same instant, and pages must still hold each of them once.
            double hour = dice.Next(100);
            var causes = CauseSets.All.Where(_ => dice.Next(4) == 0).ToList();
            var made = company.Open(hour, dice.Next(2) == 0 ? company.Orders : company.Billing, network: dice.Next(3) == 0 ? Network.Mail : Network.X,
                reading: dice.Next(3) == 0 ? null : Delivery with { Causes = causes });
            for (var steps = dice.Next(4); steps > 0; steps--)
            {
                hour += dice.Next(3);
                made = dice.Next(6) switch
                {
                    0 => made.HandOver(hour, company.Orders),
                    1 => made.HandOver(hour, company.Billing),
                    2 => made.HandOver(hour, to: null),
                    3 => made.Rude(hour),
                    4 => made.Promise(hour, (PromiseKind)dice.Next(1, 3), dice.Next(3) switch { 0 => PromiseEnd.Kept, 1 => PromiseEnd.Broken, _ => null }, dice.Next(2) == 0),
                    _ => made.Stop(hour, company.Orders),
                };
            }

            if (dice.Next(5) > 0)
                made.Resolve(hour + 2);
        }
    }

    private static async Task AddUpAsync(FiguresRig rig, FigureScope one, FigureScope other)
    {
        var (first, second, whole) = (await TellAsync(rig, one), await TellAsync(rig, other), await TellAsync(rig, new()));
        foreach (var (id, reading) in whole)
        {
            (first[id].N + second[id].N).ShouldBe(reading.N, id);
            if (FigureCatalog.Find(id)!.Unit is FigureUnit.Share or FigureUnit.PerCase)
                (Part(first[id]) + Part(second[id])).ShouldBe(Part(reading), 1e-9, id);
        }
    }

    private static double Part(Reading reading) => (reading.Value ?? 0) * reading.N;

    private static async Task RowsAreWhatWasCountedAsync(FiguresRig rig, FigureScope scope)
    {
        foreach (var figure in (await rig.Book.ComputeAsync(scope, Ct)).Where(f => f.Definition.Id != "customers.by-cases"))
        {
            var rows = await RowsAsync(rig, figure, onlyCounted: false);
            rows.Count.ShouldBe((int)figure.Reading.N, figure.Definition.Id);
            rows.Select(r => r.Key).Distinct().Count().ShouldBe(rows.Count, figure.Definition.Id);
            if (figure.Definition.Unit == FigureUnit.Share && rows.Count > 0)
                ((double)rows.Count(r => r.Counts) / rows.Count).ShouldBe(figure.Reading.Value!.Value, 1e-12, figure.Definition.Id);
            (await RowsAsync(rig, figure, onlyCounted: true)).Select(r => r.Key).ShouldBe(rows.Where(r => r.Counts).Select(r => r.Key), figure.Definition.Id);
        }
    }

    private static async Task<List<FigureRow>> RowsAsync(FiguresRig rig, Figure figure, bool onlyCounted)
    {
        var rows = new List<FigureRow>();
        for (string? cursor = null; ;)
        {
            var page = await rig.Rows.ListAsync(figure.Definition.Id, figure.Scope, cursor, 7, Ct, onlyCounted);
            rows.AddRange(page!.Rows);
            if ((cursor = page.Next) is null)
                return rows;
        }
    }

    private static string Text(Dictionary<string, Reading> told) =>
        string.Join("\n", told.Select(t => $"{t.Key} {t.Value.Value} {t.Value.N} {t.Value.Low} {string.Join(' ', t.Value.Cells ?? [])}"));
}

public sealed class SqliteCauseFigureTests() : CauseFigureContract("sqlite");

public sealed class PostgresCauseFigureTests() : CauseFigureContract("postgres");
