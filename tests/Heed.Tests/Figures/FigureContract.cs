using Heed.Core.Figures;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures;

/// <summary>A small company whose true values are known by hand; holds on both databases.</summary>
public abstract class FigureContract(string kind)
{
    // Acme: four messages, three answered (10, 20 and 90 minutes), three cases of three customers, one with two signatures. Bolt: one, silent but known.
    private static string Company => new MadeUp()
        .Customer(1, "501", 0, "@Acme my parcel is late &amp; wet")
        .Brand(2, "Acme", 10, "@501 Sorry! Which number? ^JK", 1)
        .Customer(3, "501", 30, "@Acme number\n12, \"blue\" box", 2)
        .Brand(4, "Acme", 50, "@501 It comes today. ^MB", 3)
        .Customer(5, "502", 60, "@Acme are you open?")
        .Brand(6, "Acme", 150, "@502 Until eight.", 5)
        .Customer(7, "503", 70, "@acme hello?")
        .Brand(8, "Bolt", 100, "@504 We are back. ^A", 99)
        .Customer(9, "505", 110, "@bolt anyone?")
        .ToString();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<Dictionary<string, Reading>> TellAsync(FiguresRig rig, FigureScope scope) =>
        (await rig.Book.ComputeAsync(scope, Ct)).ToDictionary(f => f.Definition.Id, f => f.Reading);

    [Fact]
    public async Task The_figures_of_a_known_company_are_the_ones_counted_by_hand()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        var result = await rig.ImportAsync(Company);
        (result.Taken, result.Known, result.Broken).ShouldBe((9, 0, 0));

        var acme = await TellAsync(rig, new("acme"));
        acme["inbound-messages"].Value.ShouldBe(4);
        acme["direct-answer-rate"].Value.ShouldBe(0.75);
        acme["direct-answer-rate"].N.ShouldBe(4);
        acme["direct-answer-rate"].Low!.Value.ShouldBe(Wilson.Interval(3, 4).Low!.Value);
        acme["answer-time.median"].Value.ShouldBe(20);
        acme["answer-time.p75"].Value.ShouldBe(55);
        acme["answer-time.p90"].Value!.Value.ShouldBe(76, 1e-9);
        acme["answered-within.15m"].Value.ShouldBe(0.25);
        acme["answered-within.1h"].Value.ShouldBe(0.5);
        acme["answered-within.24h"].Value.ShouldBe(0.75);
        acme["cases"].Value.ShouldBe(3);
        acme["case-answer-rate"].Value!.Value.ShouldBe(2.0 / 3, 1e-9);
        acme["first-answer-time.median"].Value.ShouldBe(50);
        acme["cases.several-agents"].N.ShouldBe(1);
        acme["cases.several-agents"].Value.ShouldBe(1);
        acme["began-on-social"].Value.ShouldBe(1);
        acme["volume.public"].Value.ShouldBe(1);
        acme["answers.by-hour"].Value.ShouldBe(3);
        acme["customers.by-cases"].Cells.ShouldBe([new FigureCell("1", 3)]);
    }

    [Fact]
    public async Task A_case_known_only_by_the_brands_answer_counts_as_a_case_but_asks_for_no_answer()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Company);
        var bolt = await TellAsync(rig, new("Bolt"));
        bolt["cases"].Value.ShouldBe(2);
        bolt["case-answer-rate"].N.ShouldBe(1);
        bolt["case-answer-rate"].Value.ShouldBe(0);
        bolt["first-answer-time.median"].Value.ShouldBeNull();
    }

    [Fact]
    public async Task What_happens_at_another_brand_changes_nothing()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Company);
        var before = (await rig.Book.ComputeAsync(new("Acme"), Ct)).Select(f => (f.Definition.Id, f.Reading.Value, f.Reading.N, f.Reading.Low)).ToList();
        await rig.ImportAsync(new MadeUp().Customer(200, "900", 5, "@Other help").Brand(201, "Other", 6, "@900 Sure", 200).ToString());
        (await rig.Book.ComputeAsync(new("Acme"), Ct)).Select(f => (f.Definition.Id, f.Reading.Value, f.Reading.N, f.Reading.Low)).ShouldBe(before);
    }

    [Fact]
    public async Task The_rows_behind_a_figure_are_exactly_what_it_counted()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Company);
        foreach (var figure in (await rig.Book.ComputeEachAsync(new(), Ct)).Where(f => f.Definition.Id != "customers.by-cases"))
        {
            var rows = new List<Heed.Storage.Figures.FigureRow>();
            for (string? cursor = null; ;)
            {
                var page = await rig.Rows.ListAsync(figure.Definition.Id, figure.Scope, cursor, 2, Ct);
                rows.AddRange(page!.Rows);
                if ((cursor = page.Next) is null)
                    break;
            }

            rows.Count.ShouldBe((int)figure.Reading.N, $"{figure.Definition.Id} of {figure.Scope.Brand}");
            rows.Select(r => r.MessageId ?? r.CaseId).Distinct().Count().ShouldBe(rows.Count);
            if (figure.Definition.Unit == FigureUnit.Share && rows.Count > 0)
                ((double)rows.Count(r => r.Counts) / rows.Count).ShouldBe(figure.Reading.Value!.Value, 1e-12, figure.Definition.Id);
        }
    }

    [Fact]
    public async Task Adjoining_periods_add_up_to_the_whole()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Company);
        var cut = new DateTimeOffset(2017, 11, 1, 1, 0, 0, TimeSpan.Zero);
        var (first, second, whole) = (await TellAsync(rig, new(To: cut)), await TellAsync(rig, new(From: cut)), await TellAsync(rig, new()));
        foreach (var id in new[] { "inbound-messages", "cases", "answers.by-hour", "volume.by-channel", "answer-time.median", "cases.several-agents", "case-answer-rate" })
            (first[id].N + second[id].N).ShouldBe(whole[id].N, id);
        first["inbound-messages"].N.ShouldBe(2);
    }

    [Fact]
    public async Task Every_brand_is_told_and_all_of_them_together()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Company);
        var all = await rig.Book.ComputeEachAsync(new(), Ct);
        all.Select(f => f.Scope.Brand).Distinct().ShouldBe([null, "Acme", "Bolt"]);
        all.Count.ShouldBe(3 * FigureCatalog.All.Count);
        all.Single(f => f.Scope.Brand is null && f.Definition.Id == "inbound-messages").Reading.Value.ShouldBe(5);
    }
}

public sealed class SqliteFigureTests() : FigureContract("sqlite");

public sealed class PostgresFigureTests() : FigureContract("postgres");
