using System.CommandLine;
using System.Globalization;
using Heed.Storage.Intake;
using Spectre.Console;

namespace Heed.Server.Cli;

/// <summary><c>heed intake …</c>: what came in, and what could not be taken.</summary>
internal static class IntakeCommand
{
    private const int Shown = 200;

    public static Command Create(CommonOptions common) => new("intake", "Look at deliveries, and replay those set aside.") { List(common), Replay(common) };

    /// <summary>The word of the API for a state.</summary>
    public static string WordOf(IntakeState state) => state switch
    {
        IntakeState.Pending => "pending",
        IntakeState.Done => "done",
        IntakeState.SetAside => "set-aside",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Command List(CommonOptions common)
    {
        var state = new Option<string>("--state") { Description = "pending, done or set-aside.", DefaultValueFactory = _ => "set-aside" };
        state.AcceptOnlyFromAmong("pending", "done", "set-aside");
        var limit = new Option<int>("--limit") { Description = "How many at most, newest first.", DefaultValueFactory = _ => Shown };
        var json = JsonOut.Option();
        var command = new Command("list", "Show deliveries by state, newest first.") { state, limit, json };
        command.Run(common, async (run, parsed, ct) =>
        {
            var wanted = Enum.GetValues<IntakeState>().Single(s => WordOf(s) == parsed.GetValue(state));
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddSingleton<SetAsideStore>());
            var items = await ReadAsync(work.Get<SetAsideStore>(), wanted, parsed.GetValue(limit), ct);
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, items.Select(i => new
                {
                    Id = i.Seq,
                    i.Network,
                    i.Account,
                    Source = i.Source == DeliverySource.Poll ? "poll" : "webhook",
                    i.ReceivedAt,
                    i.ContentType,
                    i.Size,
                    State = WordOf(i.State),
                    i.PurgedAt,
                    Reason = i.Aside.Count > 0 ? i.Aside[0].Reason : null,
                    Events = i.Aside.Select(e => new { e.Id, e.EventIndex, e.Reason, e.At, e.Attempts }),
                }));
            }
            else if (items.Count == 0)
            {
                await common.Shell.Out.WriteLineAsync($"No delivery is {WordOf(wanted)}.");
            }
            else
            {
                common.Shell.Tables().Write(TableOf(items));
                if (wanted == IntakeState.SetAside)
                    await common.Shell.Out.WriteLineAsync("When the cause is gone: heed intake replay ID, or heed intake replay --all");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Replay(CommonOptions common)
    {
        var id = new Argument<string?>("id") { Arity = ArgumentArity.ZeroOrOne, Description = "Number of the delivery, or id of one of its events." };
        var all = new Option<bool>("--all") { Description = "Everything that is set aside." };
        var command = new Command("replay", "Try deliveries again that were set aside. What was taken before is not taken twice.") { id, all };
        command.Run(common, async (run, parsed, ct) =>
        {
            var which = parsed.GetValue(id);
            if (parsed.GetValue(all) == (which is not null))
                throw Problem.WrongUse("Say which delivery, or --all.", "heed intake list shows their numbers.");
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddSingleton<SetAsideStore>());
            var store = work.Get<SetAsideStore>();
            var (count, purgedAt) = which switch
            {
                null => (await store.ReplayAllAsync(ct), null),
                _ when long.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) => (await store.ReplayDeliveryAsync(seq, ct) ? 1 : 0, await store.PurgedAtAsync(seq, ct)),
                _ when Guid.TryParse(which, out var one) => (await store.ReplayAsync(one, ct) ? 1 : 0, await store.PurgedAtAsync(one, ct)),
                _ => throw Problem.WrongUse($"'{which}' is neither the number of a delivery nor the id of an event.", "heed intake list shows them."),
            };
            if (count == 0 && purgedAt is { } at)
                throw Problem.NotFound($"{which} cannot be replayed: all of it was taken, and its bytes were removed on {at:yyyy-MM-dd}.", $"Deliveries are kept for {run.Options.DeliveryRetentionDays} days (DeliveryRetentionDays).");
            if (count == 0 && which is not null)
                throw Problem.NotFound($"Nothing with the number or id {which} is set aside.", "heed intake list shows what is.");
            await common.Shell.Out.WriteLineAsync(count == 0
                ? "Nothing is set aside."
                : $"{(which is null ? string.Create(CultureInfo.InvariantCulture, $"{count} events are") : which + " is")} on the way again. A running server takes it within seconds; what fails again comes back to: heed intake list");
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<IReadOnlyList<IntakeEntry>> ReadAsync(SetAsideStore store, IntakeState state, int limit, CancellationToken ct)
    {
        var items = new List<IntakeEntry>();
        long? cursor = null;
        do
        {
            var page = await store.ListAsync(state, cursor, limit - items.Count, ct);
            items.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null && items.Count < limit);
        return items;
    }

    private static Table TableOf(IReadOnlyList<IntakeEntry> items)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Id", "Received (UTC)", "Account", "State", "Reason");
        foreach (var i in items)
        {
            table.AddRow(new[]
            {
                i.Seq.ToString(CultureInfo.InvariantCulture), i.ReceivedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), $"{i.Network}/{i.Account}",
                WordOf(i.State), string.Join("; ", i.Aside.Select(e => e.Reason).Distinct()),
            }.Select(Markup.Escape).ToArray());
        }

        return table;
    }
}
