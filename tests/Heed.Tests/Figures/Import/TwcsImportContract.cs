using Heed.Core.Messages;
using Heed.Server.Figures.Import;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;

namespace Heed.Tests.Figures.Import;

/// <summary>Holds on both databases.</summary>
public abstract class TwcsImportContract(string kind)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static MadeUp Day()
    {
        var day = new MadeUp();
        for (var i = 0; i < 60; i++)
            day.Customer(1000 + (2 * i), $"{700 + (i % 20)}", i * 10, "@Acme question").Brand(1001 + (2 * i), "Acme", (i * 10) + 4, $"@{700 + (i % 20)} answer ^JK", 1000 + (2 * i));
        return day;
    }

    private static async Task<string> StateAsync(FiguresRig rig)
    {
        await using var db = rig.Db();
        var messages = await db.Messages.OrderBy(m => m.ExternalId).Select(m => new { m.ExternalId, m.Text, m.At, m.AnsweredAt, m.ThreadKey }).ToListAsync(Ct);
        return $"{await db.Cases.CountAsync(Ct)} cases, {await db.CaseEvents.CountAsync(Ct)} events: {string.Join(';', messages)}";
    }

    [Fact]
    public async Task Importing_the_same_file_twice_changes_nothing()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Day().ToString());
        var before = await StateAsync(rig);
        var again = await rig.ImportAsync(Day().ToString());
        again.Already.ShouldBeTrue();
        (await StateAsync(rig)).ShouldBe(before);
    }

    [Fact]
    public async Task Another_file_with_the_same_tweets_adds_only_what_is_new()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(Day().ToString());
        var more = await rig.ImportAsync(Day().Customer(5000, "999", 700, "@acme new").ToString());
        (more.Already, more.Taken, more.Known).ShouldBe((false, 1, 120));
    }

    [Fact]
    public async Task An_import_stopped_in_the_middle_goes_on_where_it_was()
    {
        await using var whole = await FiguresRig.StartAsync(kind);
        await whole.ImportAsync(Day().ToString(), batchSize: 7);

        await using var rig = await FiguresRig.StartAsync(kind);
        var file = rig.Write(Day().ToString());
        using (var stop = new CancellationTokenSource())
        {
            var cut = new Cut(p => { if (p is { Phase: ImportPhase.Taking, Done: >= 50 }) stop.Cancel(); });
            await Should.ThrowAsync<OperationCanceledException>(() => rig.Import(7).RunAsync(file, null, cut, stop.Token));
        }

        (await rig.Imports.AllAsync(Ct)).Single().Position.ShouldBe(56);
        var rest = await rig.Import(7).RunAsync(file, null, null, Ct);
        (rest.Taken, rest.Known).ShouldBe((120, 0));
        (await StateAsync(rig)).ShouldBe(await StateAsync(whole));
    }

    [Fact]
    public async Task Broken_rows_are_counted_and_listed_and_their_neighbours_go_on()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        var result = await rig.ImportAsync(new MadeUp()
            .Customer(1, "5", 0, "@acme one")
            .Raw("x1,5,True,Tue Oct 31 22:10:47 +0000 2017,bad id,,")
            .Raw("3,5,True,yesterday,bad time,,")
            .Raw("4,,True,Tue Oct 31 22:10:47 +0000 2017,no author,,")
            .Raw("5,5")
            .Raw(",5,True,Tue Oct 31 22:10:47 +0000 2017,no id,,")
            .Customer(1, "5", 3, "the same number again")
            .Customer(8, "6", 4, "to nobody at all")
            .Brand(9, "Acme", 5, "@5 yes", 1)
            .ToString());
        (result.Read, result.Taken, result.Broken).ShouldBe((9, 2, 7));
        (await rig.Imports.RejectsAsync(result.ImportId, 100, Ct)).Select(r => r.Row).ShouldBe([2, 3, 4, 5, 6, 7, 8]);
    }

    [Fact]
    public async Task A_file_without_the_needed_columns_is_refused_with_their_names()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        (await Should.ThrowAsync<InvalidDataException>(() => rig.ImportAsync("a,b\n1,2\n"))).Message.ShouldContain("tweet_id");
    }

    [Fact]
    public async Task Parents_after_their_answers_and_branches_are_joined_by_the_reply_relation()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        await rig.ImportAsync(new MadeUp()
            .Brand(4, "Acme", 6, "@5 second part 2/2 ^JK", 1)
            .Brand(3, "Acme", 5, "@5 first part 1/2", 1)
            .Customer(7, "6", 9, "same here", 1)
            .Customer(1, "5", 0, "@acme &lt;help&gt;")
            .ToString());
        await using var db = rig.Db();
        var messages = await db.Messages.OrderBy(m => m.At).ToListAsync(Ct);
        messages.Count.ShouldBe(4);
        messages.ShouldAllBe(m => m.ThreadKey == "1");
        messages[0].Text.ShouldBe("@acme <help>");
        (messages[0].AnsweredAt - messages[0].At).ShouldBe(TimeSpan.FromMinutes(5));
        messages.Where(m => m.Direction == Direction.Outbound).Select(m => m.CaseId).Distinct().Single().ShouldBe(messages[0].CaseId);
    }

    [Fact]
    public async Task Asked_for_one_brand_the_others_stay_out()
    {
        await using var rig = await FiguresRig.StartAsync(kind);
        var result = await rig.ImportAsync(new MadeUp()
            .Customer(1, "5", 0, "@acme one").Brand(2, "Acme", 1, "@5 yes", 1).Customer(3, "6", 2, "@bolt two").Brand(4, "Bolt", 3, "@6 yes", 3)
            .ToString(), brand: "@ACME");
        (result.Taken, result.Broken, result.Elsewhere).ShouldBe((2, 0, 2));
    }

    private sealed class Cut(Action<ImportProgress> seen) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => seen(value);
    }
}

public sealed class SqliteTwcsImportTests() : TwcsImportContract("sqlite");

public sealed class PostgresTwcsImportTests() : TwcsImportContract("postgres");
