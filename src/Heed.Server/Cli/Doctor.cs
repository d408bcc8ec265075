using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using Heed.Core.Messages;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Intake;
using Heed.Storage.Migrations;
using Heed.Storage.Settings;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Cli;

/// <param name="Fix">What to do; for what is right, at most a hint.</param>
internal sealed record Finding(bool Ok, string What, string? Fix = null);

/// <summary>Looks at the whole installation, from the folder up to the channels. Changes nothing.</summary>
internal sealed class Doctor(CommonOptions common, ParsedCommand run)
{
    private const long LittleSpace = 1024L * 1024 * 1024;

    // A poll comes every few minutes; three missed ones are no accident.
    private const int MissedPolls = 3;

    private static readonly DateTimeOffset ProgramIsYoungerThan = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly HeedOptions options = run.Options;
    private readonly List<Finding> findings = [];

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken ct)
    {
        Clock();
        if (Folder())
        {
            await using var provider = Workplace.Build(common, run, s => s.AddSingleton<SetAsideStore>());
            if (await DatabaseAsync(provider, ct))
            {
                await ChannelsAsync(provider, ct);
                await IntakeAsync(provider, ct);
                await RepliesAsync(provider, ct);
                await PeopleAsync(provider, ct);
            }
        }

        PublicAddress();
        return findings;
    }

    private void Clock()
    {
        var now = TimeProvider.System.GetUtcNow();
        if (now < ProgramIsYoungerThan)
            Wrong($"This machine's clock says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "Set the clock (timedatectl set-ntp true): signatures, due times and links depend on it.");
        else
            Right(string.Create(CultureInfo.InvariantCulture, $"The clock says {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC. Signatures and due times depend on it: compare, and keep NTP on."));
    }

    private bool Folder()
    {
        if (!Directory.Exists(options.Data))
        {
            Wrong($"There is no folder {options.Data}.", "Give the right one with --data DIR, or begin with: heed serve");
            return false;
        }

        try
        {
            var probe = Path.Combine(options.Data, $".doctor-{Guid.CreateVersion7():N}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Wrong($"{options.Data} cannot be written to: {e.Message}", "Give the folder to the user that runs Heed (chown).");
            return false;
        }

        Right($"{options.Data} can be written to.");
        var free = new DriveInfo(Path.GetFullPath(options.Data)).AvailableFreeSpace;
        if (free < LittleSpace)
            Wrong($"Only {free / 1024 / 1024} MB are free on the disk of {options.Data}.", "Make room: when the disk is full, nothing can be taken in any more.");
        else
            Right($"{free / 1024 / 1024 / 1024} GB are free on its disk.");
        return true;
    }

    private async Task<bool> DatabaseAsync(IServiceProvider provider, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(options.Database) && !File.Exists(StorageSetup.SqliteFile(options)))
        {
            Wrong($"There is no database in {options.Data}.", "Begin with: heed serve. Is it a PostgreSQL installation? Then give --database, or HEED_DATABASE.");
            return false;
        }

        var database = provider.GetRequiredService<Database>();
        try
        {
            var (applied, known) = await provider.GetRequiredService<Migrator>().VersionAsync(ct);
            if (applied == known)
                Right($"The database {database.Display} answers, schema {applied}.");
            else if (applied < known)
                Wrong($"The database {database.Display} is at schema {applied}, this Heed at {known}.", "Start the server once: heed serve brings it up to date. Back it up before.");
            else
                Wrong($"The database {database.Display} is at schema {applied}, this Heed knows {known}.", "Use the newer Heed that wrote it, or restore an older backup.");
            return applied == known;
        }
        catch (Exception e) when (e is DbException or SocketException or TimeoutException)
        {
            Wrong($"The database {database.Display} does not answer: {e.Message}", "Is it running? Check host, port, user and password in --database.");
            return false;
        }
    }

    private async Task ChannelsAsync(IServiceProvider provider, CancellationToken ct)
    {
        var accounts = (await provider.GetRequiredService<ChannelAdmin>().ListAsync(ct)).Where(a => a.State != ChannelAccountState.Archive).ToList();
        if (accounts.Count == 0)
            Right("No channel is connected yet.", "Add one: heed channel add --help");
        var now = TimeProvider.System.GetUtcNow();
        var words = provider.GetRequiredService<ChannelWords>();
        foreach (var account in accounts)
        {
            var name = $"{account.Network}/{account.Name}";
            if (Locked(provider, account) is { } locked)
                Wrong(locked, "A backup made by heed backup holds the keys that belong to it.");
            else if (account.State == ChannelAccountState.Disconnected)
                Wrong($"{name} is disconnected: {words.Tell(account.StateReason, ChannelWords.English)}", $"Renew its token: heed channel add {account.Network} --account {account.Name} …, then heed channel test {account.Network} --account {account.Name}");
            else if (account.PollFailure is { } failure)
                Wrong($"{name}: the last look at the platform failed: {words.Tell(failure, ChannelWords.English)}", $"heed channel test {account.Network} --account {account.Name}");
            else if (account.PolledAt is { } polled && now - polled > MissedPolls * TimeSpan.FromSeconds(options.PollSeconds) + TimeSpan.FromMinutes(1))
                Wrong($"{name} was looked at last on {polled.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", "Is the server running? heed serve");
            else
                Right($"{name} is connected{(account.PolledAt is { } at ? string.Create(CultureInfo.InvariantCulture, $", last look {at.UtcDateTime:HH:mm:ss} UTC") : "")}.");
        }
    }

    private static string? Locked(IServiceProvider provider, ChannelAccountRow account)
    {
        try
        {
            provider.GetRequiredService<ChannelSecrets>().Open(account);
            return null;
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private async Task IntakeAsync(IServiceProvider provider, CancellationToken ct)
    {
        var aside = await provider.GetRequiredService<SetAsideStore>().CountAsync(ct);
        if (aside > 0)
            Wrong($"{Count(aside, "event is", "events are")} set aside: what came in could not be taken.", "heed intake list shows why; when the cause is gone: heed intake replay --all");
        else
            Right("Nothing is set aside.");
    }

    private async Task RepliesAsync(IServiceProvider provider, CancellationToken ct)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(ct);
        var counts = await db.Outbox.AsNoTracking().Where(o => o.State == MessageState.Failed || o.State == MessageState.Unknown)
            .GroupBy(o => o.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (counts.GetValueOrDefault(MessageState.Unknown) is > 0 and var unknown)
            Wrong($"Of {Count(unknown, "reply", "replies")} nobody knows whether it was sent.", "The server keeps asking the platform; if it stays so, look into the thread and decide there.");
        if (counts.GetValueOrDefault(MessageState.Failed) is > 0 and var failed)
            Wrong($"{Count(failed, "reply", "replies")} could not be sent.", "Each says why in its thread, and can be tried again there.");
        if (counts.Count == 0)
            Right("Every reply was sent, or is on its way.");
    }

    private async Task PeopleAsync(IServiceProvider provider, CancellationToken ct)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(ct);
        var administrators = await db.Users.CountAsync(u => u.Role == Storage.Access.Role.Administrator && !u.Disabled, ct);
        if (administrators == 0)
            Wrong("Nobody is an administrator yet.", "heed serve prints a link for the first one.");
        else
            Right($"{Count(administrators, "administrator", "administrators")}.");
    }

    private void PublicAddress()
    {
        if (options.PublicUrl is not { } url)
            Right("No public address is set: links say where the server listens.", "Behind a proxy, or for webhooks from outside, set HEED_PUBLIC_URL=https://care.acme.example");
        else if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            Wrong($"The public address '{url}' is no web address.", "Write it as https://care.acme.example (HEED_PUBLIC_URL).");
        else if (uri.Scheme == "http" && !uri.IsLoopback)
            Wrong($"The public address {url} is not encrypted.", "Put a proxy with TLS in front (docs/operate.md): passkeys, sessions and webhooks need https.");
        else
            Right($"The public address is {url}.");
    }

    private static string Count(long n, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many)}");

    private void Right(string what, string? hint = null) => findings.Add(new Finding(true, what, hint));

    private void Wrong(string what, string fix) => findings.Add(new Finding(false, what, fix));
}
