using System.Globalization;
using System.Text.Json;
using Heed.Core.Clocks;
using Heed.Storage;

namespace Heed.Server.Settings;

/// <summary>Gives a new workspace what it cannot do without: one department, open around the clock, where every case goes that no rule sends elsewhere.</summary>
internal sealed class NewWorkspace(Database database, TimeProvider clock)
{
    public const string DefaultDepartment = "default-department";

    private const int TargetMinutes = 60;

    /// <summary>Does nothing when there is a department, or when one was chosen before.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if (await IsSetUpAsync(ct))
            return;
        await using var session = await database.BeginWriteAsync(durable: true, ct);
        // Several processes may start on a new database at once; the lock lets one in.
        await session.ExecuteAsync(database.Dialect.MigrationLock, ct);
        await using var look = session.Command(Look);
        if (IsTrue(await look.ScalarAsync(ct)))
            return;

        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await using var department = session.Command(
            """
            insert into departments (id, name, calendar, first_public_minutes, first_private_minutes, next_public_minutes, next_private_minutes, position)
            values (@id, @name, @calendar, @target, @target, @target, @target, 0)
            """);
        await department.Add("id", id).Add("name", "Care").Add("calendar", BusinessCalendar.AlwaysOpen.ToJson()).Add("target", TargetMinutes).RunAsync(ct);
        await using var setting = session.Command("insert into settings (key, value) values (@key, @value)");
        await setting.Add("key", DefaultDepartment).Add("value", JsonSerializer.Serialize(id)).RunAsync(ct);
        await session.CommitAsync(ct);
    }

    private const string Look = "select count(*) from (select 1 as one from departments union all select 1 from settings where key = 'default-department') known";

    private async Task<bool> IsSetUpAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var raw = connection.CreateCommand();
        raw.CommandText = Look;
        await using var command = new SqlCommand(raw);
        return IsTrue(await command.ScalarAsync(ct));
    }

    private static bool IsTrue(object? count) => Convert.ToInt64(count, CultureInfo.InvariantCulture) > 0;
}
