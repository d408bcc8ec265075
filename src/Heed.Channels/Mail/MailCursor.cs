using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Channels.Mail;

/// <summary>How far one folder has been read.</summary>
/// <param name="UidValidity">While the server keeps it, the folder's UIDs keep their meaning (RFC 9051 §2.3.1.1).</param>
/// <param name="LastUid">Everything up to here has been taken.</param>
/// <param name="Since">The day the history starts from (first fetch minus <c>history-days</c>); where a folder is read anew, it is read from here.</param>
internal sealed record FolderCursor(uint UidValidity, uint LastUid, DateOnly Since);

/// <summary>How far the account's folders have been read: <c>{"INBOX":{"uidValidity":1,"lastUid":42,"since":"2026-01-31"}}</c>.</summary>
internal static class MailCursor
{
    public static Dictionary<string, FolderCursor> Read(string? json)
    {
        try
        {
            return string.IsNullOrWhiteSpace(json) ? [] : JsonSerializer.Deserialize(json, CursorJson.Default.DictionaryStringFolderCursor) ?? [];
        }
        catch (JsonException)
        {
            // Read anew: what was taken before is known again by its Message-ID.
            return [];
        }
    }

    public static string Write(Dictionary<string, FolderCursor> folders) => JsonSerializer.Serialize(folders, CursorJson.Default.DictionaryStringFolderCursor);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, FolderCursor>))]
internal sealed partial class CursorJson : JsonSerializerContext;
