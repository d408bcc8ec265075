using System.Globalization;
using System.Runtime.InteropServices;
using Heed.Storage;

namespace Heed.Load.Measures;

/// <summary>What a number was measured on: without it no number means anything.</summary>
internal static class Machine
{
    public static async Task<string> DescribeAsync(Database database, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var version = connection.CreateCommand();
        version.CommandText = database.Dialect.Name == "sqlite" ? "select sqlite_version()" : "select current_setting('server_version')";
        var number = Convert.ToString(await version.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        return $"{Describe()} · {(database.Dialect.Name == "sqlite" ? "SQLite" : "PostgreSQL")} {number}";
    }

    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cpu()} · {Environment.ProcessorCount} cores · {RuntimeInformation.OSDescription.Trim()} · {RuntimeInformation.FrameworkDescription} · load before {LoadAverage()}");

    private static string Cpu() => ReadLine("/proc/cpuinfo", "model name")?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    // Somebody else's work on the same cores is part of the number.
    private static string LoadAverage() => ReadLine("/proc/loadavg", "")?.Split(' ')[0] ?? "unknown";

    private static string? ReadLine(string file, string start) =>
        File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal)) : null;
}
