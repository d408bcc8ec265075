namespace Heed.Storage.Settings;

/// <summary>Writes workspace settings by hand-written SQL; they are read through <see cref="HeedDb.Settings"/>.</summary>
public static class SettingStore
{
    /// <summary>Sets one, whether it was there or not, inside the caller's transaction.</summary>
    public static async Task SaveAsync(WriteSession session, string key, string value, CancellationToken ct)
    {
        await using var write = session.Command("insert into settings (key, value) values (@key, @value) on conflict (key) do update set value = excluded.value");
        await write.Add("key", key).Add("value", value).RunAsync(ct);
    }
}
