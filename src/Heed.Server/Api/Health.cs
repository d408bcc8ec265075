using System.Data.Common;
using System.Globalization;
using Heed.Storage;
using Heed.Storage.Migrations;

namespace Heed.Server.Api;

/// <param name="OldestPendingSeconds">How long the oldest delivery has been waiting in a lane; 0: none waits.</param>
internal sealed record Readiness(string Status, string? Problem, long OldestPendingSeconds);

/// <summary>Whether this process can do its work.</summary>
internal static class Health
{
    // A lane that works takes its oldest delivery within seconds, even under a burst that fills it for minutes.
    private static readonly TimeSpan Stuck = TimeSpan.FromMinutes(10);

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => TypedResults.Ok(new { status = "live" })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Database database, Migrator migrator, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            if (await migrator.VersionAsync(ct) is var (applied, known) && known - applied is > 0 and var pending)
                return Not($"The database lacks {pending} migrations; restart Heed.", 0);
            var age = await OldestAsync(database, clock.GetUtcNow(), ct);
            return age > Stuck
                ? Not("The lanes do not move: deliveries wait. Look for errors of lanes in the log.", (long)age.TotalSeconds)
                : Results.Ok(new Readiness("ready", null, (long)age.TotalSeconds));
        }
        catch (DbException)
        {
            return Not("The database does not answer.", 0);
        }
    }

    private static IResult Not(string problem, long age) =>
        Results.Json(new Readiness("not-ready", problem, age), statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<TimeSpan> OldestAsync(Database database, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var raw = connection.CreateCommand();
        // Each lane's first row by its key, not all that wait.
        raw.CommandText =
            """
            select min(d.received_at) from lanes l
              join deliveries d on d.seq = (select min(q.seq) from lane_queue q where q.lane = l.lane)
            """;
        await using var command = new SqlCommand(raw);
        return await command.ScalarAsync(ct) is { } oldest and not DBNull
            ? now - DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(oldest, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
    }
}
