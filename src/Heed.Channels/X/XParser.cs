using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>
/// Bytes → verdicts, for the three shapes X speaks: Activity API events, Account Activity bodies, and REST answers the poller
/// brings. One event, one verdict: what is broken is set aside with its reason and its neighbours go on.
/// </summary>
internal sealed partial class XParser
{
    /// <summary>X's largest observed bodies are under 1 MiB; more is not X.</summary>
    private const int LongestBody = 8 * 1024 * 1024;
    private const int DeepestNesting = 64;

    private readonly ChannelAccount account;
    private readonly DateTimeOffset receivedAt;
    private readonly XUsers users = new();
    private readonly List<Verdict> verdicts = [];

    private XParser(ChannelAccount account, DateTimeOffset receivedAt)
    {
        this.account = account;
        this.receivedAt = receivedAt;
    }

    /// <param name="receivedAt">The time of events for which X gives none and whose id holds none.</param>
    public static ParsedDelivery Parse(ChannelAccount account, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt)
    {
        if (body.Length > LongestBody)
            return AllAside(string.Create(CultureInfo.InvariantCulture, $"The body has {body.Length} bytes; at most {LongestBody} are read."));
        if (!Utf8.IsValid(body.Span))
            return AllAside("The body is not UTF-8, so it is not JSON as X sends it.");

        try
        {
            var json = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestNesting });
            var parser = new XParser(account, receivedAt);
            parser.Read(document.RootElement);
            return new ParsedDelivery(parser.verdicts);
        }
        catch (JsonException e)
        {
            return AllAside(string.Create(CultureInfo.InvariantCulture,
                $"The body is not JSON, or nested deeper than {DeepestNesting}: line {e.LineNumber}, byte {e.BytePositionInLine}."));
        }
        catch (InvalidOperationException)
        {
            return AllAside("A member's name in the body holds half a character (a lone surrogate escape).");
        }
    }

    private static ParsedDelivery AllAside(string reason) => new([new Verdict.SetAside(reason)]);

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            verdicts.Add(new Verdict.SetAside($"Expected a JSON object, found {root.ValueKind}."));
            return;
        }

        var data = root.Member("data");
        if (data.Member("event_type").Exists() && data.Member("payload").Exists())
            ReadActivity(data);
        else if (IsAccountActivity(root))
            ReadAccountActivity(root);
        else if (root.Member("replay_job_status").Exists())
            verdicts.Add(new Verdict.Ignored("replay-job"));
        else if (data.Exists() || root.Member("meta").Exists() || root.Member("errors").Exists())
            ReadApi(root, data);
        else
            verdicts.Add(new Verdict.SetAside($"Expected an X Activity event, an Account Activity body or an API answer; found an object with {MemberNames(root)}."));
    }

    /// <summary>Runs one event's reader; its failure stays its own.</summary>
    private void Take(string what, JsonElement element, Func<JsonElement, Verdict> read)
    {
        try
        {
            verdicts.Add(read(element));
        }
        catch (InvalidOperationException)
        {
            verdicts.Add(new Verdict.SetAside($"{what}: a member's name holds half a character (a lone surrogate escape)."));
        }
    }

    /// <summary>Names only, and few of them: a reason must not carry what a customer wrote.</summary>
    private static string MemberNames(JsonElement element)
    {
        var names = element.Members().Select(m => m.Name).Take(8).Select(n => n.Length <= 40 ? n : n[..40]).ToList();
        return names.Count == 0 ? "no members" : $"the members {string.Join(", ", names)}";
    }

    private bool IsOwn(string? userId) => userId == account.ExternalId;
}
