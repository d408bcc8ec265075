using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Migrations;

namespace Heed.Server.Cli;

/// <summary>What commands work with that need no web server: the database at this program's version, and the services over it.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly ServiceProvider provider;

    private Workplace(ServiceProvider provider) => this.provider = provider;

    /// <summary>Opens the data, making a new database where there is none.</summary>
    public static async Task<Workplace> OpenOrMakeAsync(CommonOptions common, ParsedCommand command, CancellationToken ct, Action<IServiceCollection>? more = null)
    {
        var workplace = new Workplace(Build(common, command, more));
        try
        {
            await workplace.Get<Migrator>().ApplyAsync(ct);
            await workplace.Get<NewWorkspace>().EnsureAsync(ct);
            return workplace;
        }
        catch
        {
            await workplace.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens data that is there.</summary>
    /// <exception cref="Problem">It is not.</exception>
    public static Task<Workplace> OpenAsync(CommonOptions common, ParsedCommand command, CancellationToken ct, Action<IServiceCollection>? more = null)
    {
        if (string.IsNullOrWhiteSpace(command.Options.Database) && !File.Exists(StorageSetup.SqliteFile(command.Options)))
            throw Problem.NotFound($"There is no Heed data in {command.Options.Data}.", "Give the right folder with --data DIR, or begin with: heed serve");
        return OpenOrMakeAsync(common, command, ct, more);
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    internal static ServiceProvider Build(CommonOptions common, ParsedCommand command, Action<IServiceCollection>? more)
    {
        var services = new ServiceCollection();
        services.AddSingleton(command.Options);
        // A command's output is its own; what the rooms log is for whoever asks.
        services.AddLogging(log =>
        {
            log.SetMinimumLevel(command.Verbose ? LogLevel.Information : LogLevel.None);
            log.AddProvider(new PlainLog(common.Shell.Error));
        });
        services.AddHeedStorage(command.Options);
        services.AddCatalog();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}

/// <summary>The settings a command runs with.</summary>
internal sealed record ParsedCommand(HeedOptions Options, bool Verbose);
