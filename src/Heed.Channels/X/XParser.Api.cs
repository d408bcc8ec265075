using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Answers of the v2 REST API (mentions, own posts, direct-message events) and lines of the filtered stream.</summary>
internal sealed partial class XParser
{
    private void ReadApi(JsonElement root, JsonElement data)
    {
        var includes = root.Member("includes");
        users.Add(includes.Member("users"));
        if (!data.Exists())
        {
            verdicts.Add(root.Member("errors").Exists()
                ? new Verdict.SetAside($"An API answer with errors and no data: {Short(root.Member("errors").Items().FirstOrDefault().Text("title") ?? "untitled")}.")
                : new Verdict.Ignored("empty-answer"));
            return;
        }

        // Listings come newest first; a conversation is read oldest first.
        var items = data.ValueKind == JsonValueKind.Array ? data.EnumerateArray().ToList() : [data];
        items.Sort((a, b) => XPayload.CompareIds(a.Id("id"), b.Id("id")));
        foreach (var item in items)
            Take("API answer", item, i => ApiItem(i, includes));

        // A 200 may tell of parts it could not give (a referenced post that is gone): what came is whole all the same.
        if (root.Member("errors").Exists())
            verdicts.Add(new Verdict.Ignored("partial-error"));
        if (verdicts.Count == 0)
            verdicts.Add(new Verdict.Ignored("empty-answer"));
    }

    private Verdict ApiItem(JsonElement item, JsonElement includes)
    {
        if (item.Text("event_type") is { } type)
        {
            return type switch
            {
                "MessageCreate" => MessageVerdict(XDirectMessage.ReadV2(item, includes), item),
                "ParticipantsJoin" or "ParticipantsLeave" => new Verdict.Ignored("participants"),
                _ => new Verdict.SetAside($"The direct-message event type '{Short(type)}' is not known."),
            };
        }

        return PostVerdict(XPostReader.ReadV2(item, includes), null, item);
    }
}
