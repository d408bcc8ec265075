using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>
/// The wrapper around what the poller read from the Graph API, so that it goes through the same log and the same parser
/// as a webhook: <c>{"heed":"facebook-poll","page":"200","items":[…]}</c>, each item holding the API's own JSON under
/// <c>post</c>, <c>comment</c> (with <c>post_id</c>) or <c>message</c> (with <c>psid</c>).
/// </summary>
internal static class FacebookEnvelope
{
    public const string Mark = "heed";
    public const string Poll = "facebook-poll";

    /// <summary>Items in one delivery: small enough that a broken one is quickly found and replayed.</summary>
    private const int Batch = 100;

    /// <summary>One thing found, with its own time for the order.</summary>
    public readonly record struct Item(string Kind, string ContextName, string Context, JsonElement Content, DateTimeOffset At);

    public static IReadOnlyList<RawDelivery> Wrap(string page, IEnumerable<Item> items) =>
        [.. items.OrderBy(i => i.At).Chunk(Batch).Select(chunk => Delivery(page, chunk))];

    private static RawDelivery Delivery(string page, Item[] items)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString(Mark, Poll);
            json.WriteString("page", page);
            json.WriteStartArray("items");
            foreach (var item in items)
            {
                json.WriteStartObject();
                json.WriteString(item.ContextName, item.Context);
                json.WritePropertyName(item.Kind);
                json.WriteRawValue(item.Content.GetRawText());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new RawDelivery(body.ToArray(), "application/json", new Dictionary<string, string>());
    }
}
