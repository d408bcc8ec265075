namespace Heed.Storage.Settings;

/// <summary>One workspace setting, as JSON.</summary>
public sealed class SettingRow
{
    public required string Key { get; init; }

    public required string Value { get; set; }
}
