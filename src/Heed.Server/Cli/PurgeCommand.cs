using System.CommandLine;
using System.Globalization;
using Heed.Server.Retention;

namespace Heed.Server.Cli;

/// <summary><c>heed purge</c>: what the server does every hour, now.</summary>
internal static class PurgeCommand
{
    public static Command Create(CommonOptions common)
    {
        var json = JsonOut.Option();
        var command = new Command("purge", "Remove raw deliveries past their time, what deleted messages left behind, and files that were never sent. A running server does it every hour.") { json };
        command.Run(common, async (run, parsed, ct) =>
        {
            await using var work = await Workplace.OpenAsync(common, run, ct, s => s.AddRetention());
            var purged = await work.Get<Purge>().RunAsync(ct);
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, purged);
                return ExitCode.Ok;
            }

            var days = run.Options.DeliveryRetentionDays;
            await common.Shell.Out.WriteLineAsync(days == 0
                ? "Deliveries are kept for ever (DeliveryRetentionDays is 0)."
                : string.Create(CultureInfo.InvariantCulture, $"{purged.Deliveries:N0} deliveries older than {days} days lost their bytes (DeliveryRetentionDays)."));
            await common.Shell.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{purged.Messages:N0} deleted messages were erased to the last preview, {purged.Files:N0} files with them. {purged.Uploads:N0} files that were never sent are gone."));
            return ExitCode.Ok;
        });
        return command;
    }
}
