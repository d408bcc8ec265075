using System.Net;
using System.Text;
using Heed.Core.Channels;
using Heed.Server.Settings;
using Heed.Storage.Intake;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Heed.Server.Intake;

/// <summary>
/// <c>/webhooks/{network}/{account}</c>: finds the account, proves the delivery genuine on its raw bytes, commits it, then answers.
/// What it turns away leaves no trace but a count.
/// </summary>
internal sealed class WebhookDoor(ChannelCatalog catalog, IncomingDeliveries incoming, DeliveryLog log, Refusals refusals, HeedOptions options)
{
    public async Task<IResult> ReceiveAsync(string network, string account, HttpRequest request, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        if (!settings.ByName.TryGetValue((network, account), out var found))
            return Refuse(network, account, "unknown-account", HttpStatusCode.NotFound, $"No {network} account is called '{account}' here. Check the webhook address, or add it: heed channel add {network} --account {account}");

        if (request.ContentLength > options.MaxDeliveryBytes)
            return Refuse(network, account, "too-large", HttpStatusCode.RequestEntityTooLarge, TooLarge());

        var channel = catalog.ChannelOf(found);
        if (await BodyAsync(request, ct) is not { } body)
            return Refuse(network, account, "too-large", HttpStatusCode.RequestEntityTooLarge, TooLarge());

        var raw = new RawDelivery(body, request.ContentType, HeadersOf(channel, request));
        switch (channel.Prove(found, raw))
        {
            case Genuineness.ProofMissing:
                return Refuse(network, account, "proof-missing", HttpStatusCode.Unauthorized, $"The signature is missing: {string.Join(" or ", channel.ProofHeaders)}.");
            case Genuineness.Forged:
                return Refuse(network, account, "forged", HttpStatusCode.Forbidden, "The signature does not fit these bytes and this account's secret.");
            case Genuineness.Genuine:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        if (body.Length == 0)
            return Refuse(network, account, "empty", HttpStatusCode.BadRequest, "The delivery is empty.");

        try
        {
            await log.AppendAsync(incoming.Of(found, raw, DeliverySource.Webhook), ct);
            return Results.Text("ok");
        }
        catch (IntakeUnavailableException)
        {
            return Results.Text("Not stored; send it again.", statusCode: (int)HttpStatusCode.ServiceUnavailable);
        }
    }

    public async Task<IResult> ShakeAsync(string network, string account, HttpRequest request, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        if (!settings.ByName.TryGetValue((network, account), out var found))
            return Refuse(network, account, "unknown-account", HttpStatusCode.NotFound, $"No {network} account is called '{account}' here.");
        var query = request.Query.ToDictionary(q => q.Key, q => q.Value.ToString());
        if (catalog.ChannelOf(found).Shake(found, query) is not { } answer)
            return Results.Text("This network has no handshake; post deliveries here.", statusCode: (int)HttpStatusCode.MethodNotAllowed);
        if ((int)answer.Status >= 400)
            refusals.Count(network, account, "handshake");
        return Results.Text(answer.Body, answer.ContentType, Encoding.UTF8, (int)answer.Status);
    }

    private string TooLarge() => $"The delivery is larger than {options.MaxDeliveryBytes} bytes (HEED_MaxDeliveryBytes).";

    private IResult Refuse(string network, string account, string reason, HttpStatusCode status, string message)
    {
        refusals.Count(network, account, reason);
        return Results.Text(message, statusCode: (int)status);
    }

    // Null: more came than was announced and allowed.
    private async Task<byte[]?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxDeliveryBytes + 1;
        using var body = new MemoryStream(request.ContentLength is > 0 and < 1 << 20 ? (int)request.ContentLength : 4096);
        try
        {
            await request.Body.CopyToAsync(body, ct);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return body.Length > options.MaxDeliveryBytes ? null : body.ToArray();
    }

    private static Dictionary<string, string> HeadersOf(IChannel channel, HttpRequest request)
    {
        var headers = new Dictionary<string, string>(channel.ProofHeaders.Count);
        foreach (var name in channel.ProofHeaders)
        {
            // Two values of a proof are no proof.
            if (request.Headers.TryGetValue(name, out StringValues value) && value.Count == 1)
                headers[name] = value[0]!; // count checked
        }

        return headers;
    }
}
