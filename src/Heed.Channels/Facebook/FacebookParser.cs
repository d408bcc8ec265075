using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>Bytes → events: every entry × every change or message, each with its own verdict, in the order they came.</summary>
/// <remarks>One instance reads one delivery. An entry is read by the members it has, not by what <c>object</c> promises.</remarks>
internal sealed partial class FacebookParser
{
    /// <summary>Verdict kinds are counted by name; a name longer than Meta's own would only blow up the counters.</summary>
    private const int LongestKind = 40;

    private readonly string _page;
    private readonly string _space;
    private readonly List<Verdict> _verdicts = [];

    private FacebookParser(ChannelAccount account)
    {
        _page = account.ExternalId;
        _space = FacebookSettings.Space(account);
    }

    public static ParsedDelivery Parse(ChannelAccount account, RawDelivery delivery)
    {
        var parser = new FacebookParser(account);
        try
        {
            using var document = JsonDocument.Parse(delivery.Body);
            parser.Guard("the delivery", () => parser.ReadRoot(document.RootElement));
        }
        catch (JsonException broken)
        {
            parser.SetAside($"The body should be JSON; it breaks at line {broken.LineNumber}, byte {broken.BytePositionInLine}.");
        }

        if (parser._verdicts.Count == 0) parser._verdicts.Add(new Verdict.Ignored("empty"));
        return new ParsedDelivery(parser._verdicts);
    }

    private void ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            SetAside($"The body should be a JSON object; it is {Named(root)}.");
        else if (root.Text(FacebookEnvelope.Mark) is { } mark)
            ReadEnvelope(root, mark);
        else if (root.Text("object") is { } kind && kind != "page")
            _verdicts.Add(Ignored($"object-{kind}"));
        else if (root.Member("entry") is { ValueKind: JsonValueKind.Array } entries)
            ForEach(entries, "entry", ReadEntry);
        else
            SetAside($"The body should hold an array 'entry'; its members are: {Members(root)}.");
    }

    private void ReadEntry(JsonElement entry, string where)
    {
        var id = entry.Id("id");
        var sent = entry.Time("time");
        var known = false;

        if (entry.Member("changes") is { ValueKind: JsonValueKind.Array } changes)
        {
            known = true;
            ForEach(changes, $"{where}.changes", (change, at) => ReadChange(change, at, id, sent));
        }

        // Standby: another app owns the thread at the moment; what is said in it is the same.
        foreach (var name in (ReadOnlySpan<string>)["messaging", "standby"])
        {
            if (entry.Member(name) is not { ValueKind: JsonValueKind.Array } items) continue;
            known = true;
            ForEach(items, $"{where}.{name}", (item, at) => _verdicts.Add(ReadMessaging(item, at, id, sent)));
        }

        if (known) return;
        if (entry.Member("field") is not null)
            ReadChange(entry, where, id, sent);
        else
            SetAside($"{where} should hold 'changes', 'messaging', 'standby' or 'field'; its members are: {Members(entry)}.");
    }

    private void ReadChange(JsonElement change, string where, string? entryId, DateTimeOffset? sent)
    {
        if (change.Text("field") is not { } field)
            SetAside($"{where} has no 'field'; its members are: {Members(change)}.");
        else if (change.Member("value") is not { } value)
            _verdicts.Add(FieldOf(field) is null || entryId != _page ? Ignored(field) : new Verdict.SetAside($"{where} has no 'value'; its members are: {Members(change)}."));
        else if (value.ValueKind == JsonValueKind.Array)
            ForEach(value, $"{where}.value", (one, at) => _verdicts.Add(ReadValue(one, field, at, entryId, sent)));
        else if (value.Member("messages") is { ValueKind: JsonValueKind.Array } several)
            ForEach(several, $"{where}.value.messages", (one, at) => _verdicts.Add(ReadValue(one, field, at, entryId, sent)));
        else
            _verdicts.Add(ReadValue(value, field, $"{where}.value", entryId, sent));
    }

    private Verdict ReadValue(JsonElement value, string field, string where, string? entryId, DateTimeOffset? sent)
    {
        // The app dashboard's test button sends Messenger items as changes.
        if (value.Object("sender") is not null || value.Object("recipient") is not null) return ReadMessaging(value, where, entryId, sent);
        if (entryId != _page) return Ignored("other-page");
        if (FieldOf(field) is not { } known) return Ignored(field);
        return value.ValueKind == JsonValueKind.Object
            ? ReadFeed(value, known, where, sent)
            : new Verdict.SetAside($"{where} should be an object; it is {Named(value)}.");
    }

    private static FeedField? FieldOf(string field) => field switch
    {
        "feed" => FeedField.Feed,
        "mention" => FeedField.Mention,
        "ratings" => FeedField.Ratings,
        _ => null,
    };

    // One broken element is set aside alone; its neighbours in the same batch go on.
    private void ForEach(JsonElement array, string name, Action<JsonElement, string> read)
    {
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var where = $"{name}[{index++}]";
            if (element.ValueKind != JsonValueKind.Object) SetAside($"{where} should be an object; it is {Named(element)}.");
            else Guard(where, () => read(element, where));
        }
    }

    // What JsonElement throws for text that is no text: invalid UTF-8, or half a surrogate pair in a member's name.
    private void Guard(string where, Action read)
    {
        try
        {
            read();
        }
        catch (Exception broken) when (broken is InvalidOperationException or FormatException or ArgumentException)
        {
            SetAside($"{where} holds text that is not valid Unicode ({broken.GetType().Name}).");
        }
    }

    private void SetAside(string reason) => _verdicts.Add(new Verdict.SetAside(reason));

    private static Verdict Ignored(string kind) => new Verdict.Ignored(
        kind.Length is > 0 and <= LongestKind && kind.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? kind : "unknown-kind");

    private Profile Person(string id, string? name = null) => new(new IdentityKey(_space, id), name);

    /// <summary>Someone Meta does not name: one stand-in per message, so that strangers are never merged.</summary>
    private Profile Unknown(string externalId) => Person(FacebookKeys.UnknownAuthor(externalId));

    private static string Named(JsonElement? element) => element is { } found ? found.ValueKind.ToString().ToLowerInvariant() : "absent";

    // Names only, never values: a reason is shown in lists and must not carry what a customer wrote.
    private static string Members(JsonElement element) =>
        string.Join(", ", element.EnumerateObject().Take(12).Select(m => m.Name.Length <= LongestKind ? m.Name : "…")) is { Length: > 0 } names ? names : "none";
}
