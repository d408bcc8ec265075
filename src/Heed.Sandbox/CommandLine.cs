using System.Globalization;
using Heed.Sandbox.Faults;

namespace Heed.Sandbox;

/// <summary>Turns the command line into options.</summary>
internal static class CommandLine
{
    public const string Help = """
        heed-sandbox: X, Facebook and mail, imitated over real HTTP and SMTP.

          --urls URL            where to listen (http://127.0.0.1:5090)
          --data DIR            folder of the ledger (./data/sandbox)
          --smtp-port N         mail server for what Heed sends (5025, 0 = a free port)
          --heed URL            where Heed listens (http://127.0.0.1:5080)
          --config FILE         brand accounts, a JSON array as POST /_sandbox/accounts takes them
          --play demo|FILE.csv  a living brand, or a recorded day
          --speed N             N times faster (1)
          --brand HANDLE        whose conversations of the CSV file (all)
          --with-agents         play the brand's rows of the CSV file too
          --max-wait SECONDS    longest silence while playing a CSV file
          --senders N           deliveries under way at once (16)
          --seed N              makes faults repeatable (1)
          --end-with-input      end when standard input closes: with the program that started it

        Faults from the start (also PUT /_sandbox/faults at any time), percentages of 100:
          --duplicates P  --out-of-order P  --lose P  --delay-ms N  --batch N
          --timeout-after-success P  --rate-limited P  --server-errors P  --rate-limit-scale N
        """;

    /// <summary>Both null: help was asked for. A problem names the switch and the value.</summary>
    public static (SandboxOptions? Options, string? Problem) Parse(IReadOnlyList<string> args)
    {
        var options = new SandboxOptions();
        var faults = new FaultSettings();
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            if (name is "--help" or "-h" or "-?") return (null, null);
            if (name is "--with-agents")
            {
                options = options with { WithAgents = true };
                continue;
            }

            if (name is "--end-with-input")
            {
                options = options with { EndWithInput = true };
                continue;
            }

            if (i + 1 >= args.Count) return (null, $"{name} needs a value. Try --help.");
            var value = args[++i];
            try
            {
                (options, faults) = Apply(options, faults, name, value);
            }
            catch (FormatException)
            {
                return (null, $"{name} cannot be '{value}'. Try --help.");
            }
        }

        return (faults == new FaultSettings() ? options : options with { Faults = faults }, null);
    }

    private static (SandboxOptions, FaultSettings) Apply(SandboxOptions options, FaultSettings faults, string name, string value) => name switch
    {
        "--urls" => (options with { Urls = value }, faults),
        "--data" => (options with { Data = value }, faults),
        "--smtp-port" => (options with { SmtpPort = Whole(value) }, faults),
        "--heed" => (options with { Heed = value }, faults),
        "--config" => (options with { Config = value }, faults),
        "--play" => (options with { Play = value }, faults),
        "--speed" => (options with { Speed = Math.Max(0.01, Number(value)) }, faults),
        "--brand" => (options with { Brand = value.TrimStart('@') }, faults),
        "--max-wait" => (options with { MaxWait = TimeSpan.FromSeconds(Number(value)) }, faults),
        "--senders" => (options with { Senders = Math.Max(1, Whole(value)) }, faults),
        "--seed" => (options with { Seed = Whole(value) }, faults),
        "--duplicates" => (options, faults with { DuplicatePercent = Number(value) }),
        "--out-of-order" => (options, faults with { OutOfOrderPercent = Number(value) }),
        "--lose" => (options, faults with { LosePercent = Number(value) }),
        "--delay-ms" => (options, faults with { DelayMs = Whole(value) }),
        "--batch" => (options, faults with { BatchSize = Whole(value) }),
        "--timeout-after-success" => (options, faults with { TimeoutAfterSuccessPercent = Number(value) }),
        "--rate-limited" => (options, faults with { RateLimitPercent = Number(value) }),
        "--server-errors" => (options, faults with { ServerErrorPercent = Number(value) }),
        "--rate-limit-scale" => (options, faults with { RateLimitScale = Number(value) }),
        _ => throw new FormatException(),
    };

    private static int Whole(string value) => int.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static double Number(string value) => double.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture);
}
