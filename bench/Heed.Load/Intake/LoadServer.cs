using System.Globalization;
using Heed.Load.Measures;
using Heed.Testing.Servers;

namespace Heed.Load.Intake;

/// <summary>The program over a scratch database, with one X account.</summary>
internal static class LoadServer
{
    /// <param name="reading">Read what customers write.</param>
    public static async Task<HeedProcess> StartAsync(ScratchDatabase scratch, bool reading, CancellationToken ct)
    {
        var heed = new HeedProcess(scratch.Folder, scratch.ConnectionString, new Dictionary<string, string> { ["HEED_WEBHOOKS_PER_SECOND"] = "0", ["HEED_READING"] = reading ? "true" : "false" });
        try
        {
            // Port 9 answers nobody: polls fail fast and stay out of the numbers.
            await heed.RunAsync(["channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", SignedBody.Secret, "--handle", "acme", "--api", "http://127.0.0.1:9"], ct);
            await heed.StartAsync(ct);
            return heed;
        }
        catch
        {
            await heed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every delivery has become a case.</summary>
    public static Task DrainAsync(ScratchDatabase scratch, CancellationToken ct) => EmptyAsync(scratch, "lane_queue", ct);

    /// <summary>Waits until the search finds every message.</summary>
    public static async Task IndexAsync(ScratchDatabase scratch, CancellationToken ct)
    {
        if (scratch.Database.Dialect.Name == "sqlite")
            await EmptyAsync(scratch, "message_search_queue", ct);
    }

    private static async Task EmptyAsync(ScratchDatabase scratch, string queue, CancellationToken ct)
    {
        await using var connection = await scratch.Database.OpenAsync(ct);
        await using var waiting = connection.CreateCommand();
        waiting.CommandText = $"select exists (select 1 from {queue})";
        while (Convert.ToBoolean(await waiting.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture))
            await Task.Delay(5, ct);
    }

    public static async Task<long> CountAsync(ScratchDatabase scratch, string table, CancellationToken ct)
    {
        await using var connection = await scratch.Database.OpenAsync(ct);
        await using var count = connection.CreateCommand();
        count.CommandText = $"select count(*) from {table}";
        return Convert.ToInt64(await count.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
