using System.CommandLine;
using Heed.Server.Access;
using Heed.Server.Cli.Demo;

namespace Heed.Server.Cli;

/// <summary><c>heed demo</c>: a living brand on this machine, with work left for you.</summary>
internal static class DemoCommand
{
    public static Command Create(CommonOptions common)
    {
        var urls = ServeCommand.Urls();
        var command = new Command("demo", "Run Heed with an imitated X, Facebook and mail, and a brand whose customers write all day.") { urls };
        command.Run(common, async (run, parsed, ct) =>
        {
            run.Options.Urls = ListenAddress.Checked((parsed.GetValue(urls) ?? run.Options.Urls).Split(';')[0]);
            await RunAsync(run, common.Shell, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task RunAsync(ParsedCommand run, Shell shell, CancellationToken ct)
    {
        var options = run.Options;
        async Task StepAsync(int number, string what) => await shell.Out.WriteLineAsync($"{number}/5 {what}");

        await StepAsync(1, "The database");
        await using var app = await HeedServer.BuildAsync(options, [], builder => Dress(builder, run, shell, ct), ct);
        var brand = app.Services.GetRequiredService<DemoBrand>();
        await brand.EnsureOursAsync(options.Data, ct);

        await StepAsync(2, "The networks, imitated");
        var heedPort = new Uri(options.Urls).Port;
        var port = ListenAddress.NextFree(heedPort);
        var heed = $"http://127.0.0.1:{heedPort}";
        using var http = new SocketsHttpHandler();
        using var client = new HttpClient(http) { Timeout = TimeSpan.FromSeconds(10) };
        await using var sandbox = await SandboxProcess.StartAsync(client, heed, Path.Combine(options.Data, "sandbox"), port, ListenAddress.NextFree(port), ct);

        await StepAsync(3, $"{DemoBrand.Name}: its departments, people and accounts");
        var team = await brand.SetUpAsync(ct);
        var channels = app.Services.GetRequiredService<DemoChannels>();
        await channels.ConnectAsync(sandbox.Address, sandbox.SmtpPort, ct);
        // Before the server looks there for the first time: a platform that does not know the account refuses it.
        await channels.RegisterAsync(sandbox, heed, ct);

        await StepAsync(4, "The server");
        await ServeCommand.StartAsync(app, options, ct);

        await StepAsync(5, "Customers who write, agents who answer");
        await TellAsync(app, team, options, shell, ct);

        using var day = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var agents = app.Services.GetRequiredService<DemoAgents>().RunAsync(team, sandbox, day.Token);
        var ended = sandbox.UntilEndedAsync(day.Token);
        var stopped = ServeCommand.UntilStoppedAsync(app, day.Token);
        var first = await Task.WhenAny(agents, ended, stopped);
        await day.CancelAsync();
        // Whoever was first, the server ends in order before it is disposed of.
        await stopped;
        if (first == ended && !ct.IsCancellationRequested)
            throw await ended;
        if (first == agents && !ct.IsCancellationRequested)
            await agents;
    }

    private static void Dress(WebApplicationBuilder builder, ParsedCommand run, Shell shell, CancellationToken ending)
    {
        ServeCommand.Dress(builder, run, shell, ending);
        if (!run.Verbose)
            builder.Logging.AddFilter("Heed", LogLevel.Warning);
        builder.Services.AddSingleton<DemoBrand>().AddSingleton<DemoChannels>().AddSingleton<DemoAgents>();
    }

    private static async Task TellAsync(WebApplication app, DemoTeam team, HeedOptions options, Shell shell, CancellationToken ct)
    {
        var address = options.PublicUrl ?? ServeCommand.AddressOf(app);
        var link = await app.Services.GetRequiredService<People>().SignInLinkAsync(team.You, ct);
        await shell.Out.WriteLineAsync($"""

            Heed is ready: {address}
            Sign in, once, within the hour: {(link is null ? address : address.TrimEnd('/') + link.Path)}

            Another link: heed user invite you@maison-lumiere.example --role administrator --data {options.Data}
            Ctrl-C ends everything.
            """);
    }
}
