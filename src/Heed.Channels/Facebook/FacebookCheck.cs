using Heed.Core.Channels;

namespace Heed.Channels.Facebook;

/// <summary>Tries the connection: does the token work for this Page, and does Meta send us what happens on it.</summary>
internal sealed class FacebookCheck(ChannelAccount account, FacebookHttp graph)
{
    /// <summary>Without these webhooks something a customer does is not seen, or an answer given elsewhere is not.</summary>
    private static readonly string[] Needed =
    [
        "feed", "mention", "ratings", "messages", "message_echoes", "message_edits", "message_reactions",
        "message_reads", "message_deliveries",
    ];

    /// <summary>Needed only where the Page has buttons, or shares its inbox with another app.</summary>
    private static readonly string[] Useful = ["messaging_postbacks", "standby"];

    private readonly CheckLines _lines = new(FacebookTexts.Words);

    public async Task<ChannelCheck> RunAsync(CancellationToken ct)
    {
        if (!FacebookHttp.IsPlain(account.ExternalId))
        {
            _lines.Bad("page-id", account.ExternalId);
        }
        else if (await PageAnswersAsync(ct))
        {
            await WebhooksComeAsync(ct);
        }

        return _lines.Result;
    }

    private async Task<bool> PageAnswersAsync(CancellationToken ct)
    {
        var reply = await graph.GetAsync(account.ExternalId, "fields=id,name", ct);
        switch (reply.Failure)
        {
            case null when reply.Root.Id("id") is { } id && id != account.ExternalId:
                _lines.Bad("other-page", account.ExternalId, id);
                return false;
            case null:
                _lines.Good("page", reply.Root.Text("name") ?? account.ExternalId);
                return true;
            case SendOutcome.Disconnected:
                _lines.Bad("disconnected", Words(reply), account.Name);
                return false;
            case SendOutcome.Refused:
                _lines.Bad("refused", Words(reply));
                return false;
            default:
                _lines.Bad("unasked", Words(reply), FacebookSettings.BaseAddress(account));
                return false;
        }
    }

    private async Task WebhooksComeAsync(CancellationToken ct)
    {
        var reply = await graph.GetAsync($"{account.ExternalId}/subscribed_apps", "", ct);
        if (reply.Failure is not null)
        {
            _lines.Bad("webhooks-unknown", Words(reply));
            return;
        }

        var fields = reply.Root.Items("data").SelectMany(app => app.Items("subscribed_fields"))
            .Where(f => f.ValueKind == System.Text.Json.JsonValueKind.String).Select(f => f.GetString()).ToHashSet();
        var missing = Needed.Where(f => !fields.Contains(f)).ToList();
        var spare = Useful.Where(f => !fields.Contains(f)).ToList();
        if (missing.Count > 0)
            _lines.Bad("webhooks-missing", string.Join(", ", missing), account.ExternalId, string.Join(',', [.. Needed, .. Useful]));
        else if (spare.Count > 0)
            _lines.Good("webhooks-enough", string.Join(", ", spare));
        else
            _lines.Good("webhooks");
    }

    private string Words(FacebookReply failed) => _lines.InWords(failed.Why!); // a failure has a reason
}
