using System.CommandLine;
using System.Globalization;
using Heed.Storage.Backups;

namespace Heed.Server.Cli;

/// <summary><c>heed backup FILE</c>: everything in one file, while the server goes on.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "File to write; it appears when it is complete." };
        var command = new Command("backup", "Save the database and the keys into one file. A running server goes on.") { file };
        command.Run(common, async (run, parsed, ct) =>
        {
            var path = common.Shell.PathOf(parsed.GetValue(file)!); // required
            if (Directory.Exists(path))
                throw Problem.WrongUse($"{path} is a folder.", "Give the name of a file: heed backup /backups/heed.zip");
            if (!Directory.Exists(Path.GetDirectoryName(path)))
                throw Problem.WrongUse($"There is no folder {Path.GetDirectoryName(path)}.", "Make it first.");
            await using var work = await Workplace.OpenAsync(common, run, ct);
            var manifest = await work.Get<Backup>().SaveAsync(path, ct);
            await common.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"Saved {manifest.TotalRows:N0} rows of {manifest.Rows.Count} tables and {manifest.Sha256.Keys.Count(k => k.StartsWith("keys/", StringComparison.Ordinal))} keys to {path} ({new FileInfo(path).Length / 1024.0 / 1024:N1} MB)."));
            await common.Shell.Out.WriteLineAsync("It holds secrets and everything customers wrote: keep it as you keep the server itself.");
            return ExitCode.Ok;
        });
        return command;
    }
}
