using System.CommandLine;
using System.Globalization;
using Heed.Storage.Backups;

namespace Heed.Server.Cli;

/// <summary><c>heed restore FILE</c>: brings a backup back, after checking every byte of it.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "File that heed backup wrote." };
        var force = new Option<bool>("--force") { Description = "Also when there is data here. SQLite: the old file stays beside as heed.db.before-restore." };
        var command = new Command("restore", "Bring a backup back. The server must be stopped.") { file, force };
        command.Run(common, async (run, parsed, ct) =>
        {
            var path = common.Shell.PathOf(parsed.GetValue(file)!); // required
            if (!File.Exists(path))
                throw Problem.NotFound($"There is no file {path}.");
            // Not by OpenOrMake: that would fill what has to be empty.
            await using var provider = Workplace.Build(common, run, more: null);
            try
            {
                var manifest = await provider.GetRequiredService<Backup>().RestoreAsync(path, parsed.GetValue(force), ct);
                await common.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                    $"Restored {manifest.TotalRows:N0} rows of {manifest.Rows.Count} tables, as they were on {manifest.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC, to {provider.GetRequiredService<Storage.Database>().Display}."));
                foreach (var table in manifest.Rows.Where(r => r.Table is "channel_accounts" or "users" or "customers" or "cases" or "messages"))
                    await common.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {table.Table.Replace('_', ' ')}: {table.Rows:N0}"));
                return ExitCode.Ok;
            }
            catch (BackupException e)
            {
                throw Problem.Failed(e.Message);
            }
        });
        return command;
    }
}
