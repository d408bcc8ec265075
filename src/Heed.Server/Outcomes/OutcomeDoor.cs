using System.Text.Json;
using Heed.Channels.Http;
using Heed.Server.Intake;

namespace Heed.Server.Outcomes;

/// <summary><c>POST /webhooks/outcomes/{source}</c>: proves the sender on the raw bytes, takes the outcomes in, then answers.</summary>
internal sealed class OutcomeDoor(OutcomeSources sources, OutcomeIntake intake, Refusals refusals)
{
    public const string Header = "X-Heed-Signature";

    private const string Network = "outcomes";
    private const int MostBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { AllowDuplicateProperties = false };

    public async Task<IResult> ReceiveAsync(string name, HttpRequest request, CancellationToken ct)
    {
        if (await sources.OpenAsync(name, ct) is not { } source)
            return Refuse(name, "unknown-account", 404, $"No system called '{name}' sends outcomes here. Add it under Settings, Outcomes.");
        using var body = new MemoryStream();
        if (!await ReadAsync(request.Body, body, ct))
            return Refuse(name, "too-large", 413, $"The delivery is larger than {MostBytes} bytes: send fewer outcomes at once.");
        if (request.Headers[Header].ToString() is not { Length: > 0 } signature)
            return Refuse(name, "proof-missing", 401, $"The signature is missing: {Header}: sha256=HMAC of the body.");
        if (!HexSignature.Fits(signature, source.Secret, body.GetBuffer().AsSpan(0, (int)body.Length)))
            return Refuse(name, "forged", 403, "The signature does not fit these bytes and this system's secret.");
        if (Parse(body) is not { } sent)
            return Refuse(name, "not-json", 400, "The body must be a JSON array of outcomes: [{\"reference\": \"A-1\", \"kind\": \"order\", \"customer\": \"jo@example.org\", \"at\": \"2026-11-02T10:00:00Z\", \"amount\": 12.50, \"currency\": \"EUR\"}].");
        if (sent.Count > OutcomeIntake.Most)
            return Refuse(name, "too-many", 413, $"At most {OutcomeIntake.Most} outcomes at once.");
        return Results.Json(await intake.TakeAsync(source.Name, source.KeySpace, source.Currency, sent, ct), Json);
    }

    private static List<OutcomeBody?>? Parse(MemoryStream body)
    {
        try
        {
            return JsonSerializer.Deserialize<List<OutcomeBody?>>(body.GetBuffer().AsSpan(0, (int)body.Length), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<bool> ReadAsync(Stream from, MemoryStream into, CancellationToken ct)
    {
        var buffer = new byte[32 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, ct)) > 0;)
        {
            if (into.Length + read > MostBytes)
                return false;
            into.Write(buffer, 0, read);
        }

        return true;
    }

    private IResult Refuse(string name, string reason, int status, string message)
    {
        refusals.Count(Network, name, reason);
        return Results.Text(message, statusCode: status);
    }
}
