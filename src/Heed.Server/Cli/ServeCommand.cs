using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Heed.Server.Cli;

/// <summary><c>heed serve</c>: the server, until Ctrl-C.</summary>
internal static class ServeCommand
{
    // Whoever waits for a page or a commit gets it; nobody waits longer for the server to end.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Option<string?> Urls() => new("--urls") { HelpName = "URL", Description = "Where to listen, several with semicolons between. Also HEED_URLS. [default: http://127.0.0.1:5080]" };

    public static Command Create(CommonOptions common)
    {
        var urls = Urls();
        var command = new Command("serve", "Run the server until Ctrl-C.") { urls };
        command.Run(common, async (run, parsed, ct) =>
        {
            run.Options.Urls = ListenAddress.Checked(parsed.GetValue(urls) ?? run.Options.Urls);
            await using var app = await HeedServer.BuildAsync(run.Options, [], builder => Dress(builder, run, common.Shell, ct), ct);
            await StartAsync(app, run.Options, ct);
            await common.Shell.Out.WriteLineAsync($"Heed listens on {AddressOf(app)} · data: {app.Services.GetRequiredService<Storage.Database>().Display} · Ctrl-C ends it");
            await UntilStoppedAsync(app, ct);
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>Quiet, in plain lines, and gone within seconds.</summary>
    public static void Dress(WebApplicationBuilder builder, ParsedCommand run, Shell shell, CancellationToken ending)
    {
        builder.WebHost.UseUrls(run.Options.Urls);
        builder.WebHost.UseSetting(WebHostDefaults.SuppressStatusMessagesKey, "true");
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = Patience);
        // Signals are ours: one path ends the server, its children and a command alike.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(new PlainLog(shell.Error, ending));
        // Every option of the cluster with its default, some hundred lines: nobody reads them, and they push out of sight what one looks for.
        builder.Logging.AddFilter("Orleans.Runtime.SiloOptionsLogger", LogLevel.Warning);
        if (run.Verbose)
            return;
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Heed", LogLevel.Information);
        builder.Logging.AddFilter("Orleans", LogLevel.Error);
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        // The keys lie in a folder that only we can read; encrypting them would take a key of its own.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        // Whoever made the call hears of its failure, and knows which ones are none (somebody else was first).
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
    }

    /// <exception cref="Problem">The address is taken, or not this machine's.</exception>
    public static async Task StartAsync(WebApplication app, HeedOptions options, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e)
        {
            throw ListenAddress.Taken(options.Urls, e);
        }
    }

    public static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";

    public static async Task UntilStoppedAsync(WebApplication app, CancellationToken ct)
    {
        var lifetime = app.Services.GetRequiredService<IHostApplicationLifetime>();
        using var asked = ct.Register(lifetime.StopApplication);
        await app.WaitForShutdownAsync(CancellationToken.None);
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
