using System.CommandLine;

namespace Heed.Server.Cli;

/// <summary><c>heed doctor</c>: what is wrong, and what to do.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var json = JsonOut.Option();
        var command = new Command("doctor", "Look for what is wrong and say what to do.") { json };
        command.Run(common, async (run, parsed, ct) =>
        {
            var findings = await new Doctor(common, run).LookAsync(ct);
            if (parsed.GetValue(json))
            {
                JsonOut.Write(common.Shell.Out, findings);
            }
            else
            {
                foreach (var finding in findings)
                {
                    await common.Shell.Out.WriteLineAsync($"{(finding.Ok ? "ok     " : "WRONG  ")}{finding.What}");
                    if (finding.Fix is { } fix)
                        await common.Shell.Out.WriteLineAsync($"       {fix}");
                }
            }

            return findings.All(f => f.Ok) ? ExitCode.Ok : ExitCode.NotFound;
        });
        return command;
    }
}
