using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Heed.Load.Measures;
using Heed.Server;
using Heed.Server.Inbox;
using Heed.Storage;
using Heed.Storage.Migrations;
using Heed.Storage.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Heed.Load.Inbox;

/// <summary>The list in every view, opening a case, and search, on a large history, beside the same by hand in SQL.</summary>
internal static class InboxCommand
{
    private const int PageSize = 50;

    public static Command Create()
    {
        var db = LoadOptions.Db();
        var messages = LoadOptions.Count("--messages", 100_000, "Messages in the history.");
        var runs = LoadOptions.Count("--runs", 200, "Times each question is asked.");
        var command = new Command("inbox", "Lists, cases and search on a large history, beside the same by hand in SQL.") { db, messages, runs };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(db)!, parsed.GetValue(messages), parsed.GetValue(runs), ct)); // has a default
        return command;
    }

    private static async Task<int> RunAsync(string db, int messages, int runs, CancellationToken ct)
    {
        await using var scratch = await ScratchDatabase.CreateAsync(db, ct);
        var machine = await Machine.DescribeAsync(scratch.Database, ct);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHeedStorage(new HeedOptions { Data = scratch.Folder, Database = scratch.ConnectionString });
        services.AddSingleton<Tables>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<InboxQueries>();
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().ApplyAsync(ct);

        var database = provider.GetRequiredService<Database>();
        var seed = new InboxSeed(database, provider.GetRequiredService<IDbContextFactory<HeedDb>>(), provider.GetRequiredService<Tables>(), messages);
        var began = Stopwatch.GetTimestamp();
        await seed.RunAsync(ct);
        while (await provider.GetRequiredService<SearchIndex>().CatchUpAsync(ct, bulk: true))
        {
            // As the server does, only without rest.
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        var results = new Results("inbox", $"inbox, {db}, {messages} messages, {runs} times each", "what", "p50 ms", "p95 ms", "by hand p50 ms", "by hand p95 ms", "ratio p50");
        await ListsAsync(provider.GetRequiredService<InboxQueries>(), new HandSql(database), seed, runs, results, ct);
        await CasesAsync(provider.GetRequiredService<InboxQueries>(), new HandSql(database), seed, runs, results, ct);
        await SearchesAsync(provider.GetRequiredService<InboxQueries>(), new HandSql(database), seed, runs, results, ct);
        results.Note(string.Create(CultureInfo.InvariantCulture, $"Seeded in {seconds:0} s. By hand: one statement for a list or a search, three for a case, every column read; no tags, names, identities or earlier cases."));
        await results.WriteAsync(machine, ct);
        return 0;
    }

    private static async Task ListsAsync(InboxQueries queries, HandSql hand, InboxSeed seed, int runs, Results results, CancellationToken ct)
    {
        (string Name, CaseFilter Filter, string Where, object? Value)[] views =
        [
            ("all open", new CaseFilter(), "c.status = 0", null),
            ("mine", new CaseFilter { AssigneeId = seed.People[0] }, "c.status = 0 and c.assignee_id = @value", seed.People[0]),
            ("unassigned", new CaseFilter { Unassigned = true }, "c.status = 0 and c.assignee_id is null", null),
            ("unanswered", new CaseFilter { Waiting = true }, "c.status = 0 and c.queue_at < 5000000000000000 and c.waiting_since is not null", null),
            ("department", new CaseFilter { DepartmentId = seed.Departments[0] }, "c.status = 0 and c.department_id = @value", seed.Departments[0]),
        ];
        foreach (var (name, filter, where, value) in views)
        {
            var own = await Stopwatches.TimeAsync(runs, _ => queries.ListAsync(filter, null, PageSize, ct));
            Tell(results, $"list, {name}", own, await Stopwatches.TimeAsync(runs, _ => hand.ListAsync(where, value, ct)));
        }

        string? deep = null;
        for (var page = 0; page < 20; page++)
            deep = (await queries.ListAsync(new CaseFilter(), deep, PageSize, ct)).Next ?? deep;
        Tell(results, "list, all open, page 21", await Stopwatches.TimeAsync(runs, _ => queries.ListAsync(new CaseFilter(), deep, PageSize, ct)), null);
        Tell(results, "counts of all views", await Stopwatches.TimeAsync(runs, _ => queries.CountsAsync(seed.People[0], ct)), null);
    }

    private static async Task CasesAsync(InboxQueries queries, HandSql hand, InboxSeed seed, int runs, Results results, CancellationToken ct)
    {
        var own = await Stopwatches.TimeAsync(runs, async i =>
        {
            var id = seed.SomeCases[i % seed.SomeCases.Count];
            await queries.CaseAsync(id, ct);
            await queries.MessagesAsync(id, null, PageSize, ct);
            await queries.EventsAsync(id, ct);
        });
        Tell(results, "open a case", own, await Stopwatches.TimeAsync(runs, i => hand.CaseAsync(seed.SomeCases[i % seed.SomeCases.Count], ct)));
    }

    private static async Task SearchesAsync(InboxQueries queries, HandSql hand, InboxSeed seed, int runs, Results results, CancellationToken ct)
    {
        (string Name, string Text)[] searches =
        [
            ("a common word", seed.Words.Common + " "),
            ("an uncommon word", seed.Words.Uncommon + " "),
            ("a rare word", seed.Words.Rare + " "),
            ("two words", $"{seed.Words.Common} {seed.Words.Uncommon} "),
            ("an unfinished word", seed.Words.Uncommon[..^1]),
        ];
        foreach (var (name, text) in searches)
        {
            var own = await Stopwatches.TimeAsync(runs, _ => queries.SearchAsync(text, ct));
            Tell(results, $"search, {name}", own, await Stopwatches.TimeAsync(runs, _ => hand.SearchAsync(text, ct)));
        }
    }

    private static void Tell(Results results, string what, Latencies own, Latencies? hand) => results.Row(
        what, Latencies.Text(own.P50), Latencies.Text(own.P95), hand is null ? "" : Latencies.Text(hand.P50), hand is null ? "" : Latencies.Text(hand.P95),
        hand is null ? "" : (own.P50 / hand.P50).ToString("0.0", CultureInfo.InvariantCulture));
}
