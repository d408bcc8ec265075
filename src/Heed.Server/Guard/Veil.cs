using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Server.Inbox;

namespace Heed.Server.Guard;

/// <summary>What customers wrote to insult is veiled until somebody wants to see it.</summary>
internal static class Veil
{
    public static bool Covers(MessageView message) =>
        message.Direction == Direction.Inbound && message.DeletedAt is null && Covers(message.ReadingJson, message.Text, message.Language);

    /// <param name="reading">JSON of what was read in it; where that says nothing, the insults of the word files do.</param>
    public static bool Covers(string? reading, string text, string? language) =>
        Reading.Read(reading).Abusive || (text.Length > 0 && ToneReader.Insults(text, language));

    /// <summary>The last words of a case, as its row shows them.</summary>
    public static bool Covers(CaseListItem item) => item.LastDirection == Direction.Inbound && item.Preview.Length > 0 && ToneReader.Insults(item.Preview, item.Language);
}
