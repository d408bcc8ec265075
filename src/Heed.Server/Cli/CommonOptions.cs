using System.CommandLine;

namespace Heed.Server.Cli;

/// <summary>What every command takes.</summary>
internal sealed class CommonOptions(Shell shell)
{
    private const int LongestRetentionDays = 36_500;

    public Option<string?> Data { get; } = new("--data") { HelpName = "DIR", Recursive = true, Description = "Folder of the database and the keys. Also HEED_DATA. [default: ./data]" };

    public Option<string?> Database { get; } = new("--database") { HelpName = "\"Host=…\"", Recursive = true, Description = "PostgreSQL connection string; without it SQLite in the data folder. Also HEED_DATABASE." };

    public Option<bool> Verbose { get; } = new("--verbose") { Recursive = true, Description = "Say more, and show where an error came from." };

    public Shell Shell { get; } = shell;

    public IEnumerable<Option> All => [Data, Database, Verbose];

    /// <summary>The settings of this run: command line over variables over files.</summary>
    /// <exception cref="Problem">One cannot be used.</exception>
    public HeedOptions Read(ParseResult parsed)
    {
        var options = SettingsReader.Read(Shell);
        if (parsed.GetValue(Data) is { } data)
            options.Data = data;
        if (parsed.GetValue(Database) is { } database)
            options.Database = database;
        if (string.IsNullOrWhiteSpace(options.Data))
            throw Problem.WrongUse("The data folder is empty.", "Give one: --data ./data");
        options.Data = Shell.PathOf(options.Data);
        if (options.DeliveryRetentionDays is < 0 or > LongestRetentionDays)
            throw Problem.WrongUse($"DeliveryRetentionDays is {options.DeliveryRetentionDays}.", $"Give the days deliveries are kept, 1 to {LongestRetentionDays}, or 0 for ever (HEED_DELIVERY_RETENTION_DAYS).");
        if (options.Cluster && string.IsNullOrWhiteSpace(options.Database))
            throw Problem.WrongUse("Several servers (cluster) need PostgreSQL, and the database is SQLite.", "Give --database \"Host=…\", or set Cluster to false (HEED_CLUSTER).");
        if (options.Cluster && options.ClusterAddress is { Length: > 0 } address && !System.Net.IPAddress.TryParse(address, out _))
            throw Problem.WrongUse($"The cluster address '{address}' is no IP address.", "Set ClusterAddress (HEED_CLUSTER_ADDRESS) to the address other nodes reach this machine by, as 10.0.0.5.");
        return options;
    }
}
