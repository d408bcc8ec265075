using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Heed.Core.Channels;

namespace Heed.Channels.Http;

/// <summary>How one HTTP exchange ended: with an answer, before anything left, or nobody knows where.</summary>
internal abstract record Exchange
{
    private Exchange()
    {
    }

    /// <param name="Body">At most the bytes the caller allowed.</param>
    public sealed record Answered(HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body) : Exchange
    {
        public bool IsSuccess => (int)Status is >= 200 and < 300;
    }

    /// <summary>No connection came about: the other side has certainly seen nothing.</summary>
    public sealed record NotSent(Trouble Why) : Exchange;

    /// <summary>The line broke or fell silent after the request may have arrived.</summary>
    public sealed record Broken(Trouble Why) : Exchange;
}

/// <summary>Sends a request and says how it ended as a value: connectors decide by what the other side can have seen.</summary>
internal static class ChannelHttp
{
    /// <summary>8 MiB: a full page of any API read here is under one.</summary>
    public const int DefaultMaxBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan UnreachableRetry = TimeSpan.FromSeconds(30);

    /// <exception cref="OperationCanceledException">Only when <paramref name="ct"/> asked for it; a timeout is <see cref="Exchange.Broken"/>.</exception>
    public static async Task<Exchange> ExchangeAsync(HttpClient http, HttpRequestMessage request, CancellationToken ct, int maxBytes = DefaultMaxBytes)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var body = await ReadCappedAsync(response.Content, maxBytes, ct);
            return body is null
                ? new Exchange.Broken(LineTrouble.AnswerTooLong.As())
                : new Exchange.Answered(response.StatusCode, response.Headers, body);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Exchange.Broken(LineTrouble.NoAnswer.As());
        }
        catch (HttpRequestException e) when (Unsent(e) is { } why)
        {
            return new Exchange.NotSent(why);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Exchange.Broken(LineTrouble.ConnectionBroke.As());
        }
    }

    /// <summary>Why not a byte of the request left; null when some may have.</summary>
    public static Trouble? Unsent(HttpRequestException broken) => broken.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => LineTrouble.NameUnknown.As(),
        HttpRequestError.ConnectionError => LineTrouble.NoConnection.As(),
        HttpRequestError.SecureConnectionError => LineTrouble.NoTls.As(),
        HttpRequestError.ProxyTunnelError => LineTrouble.ProxyRefused.As(),
        _ => null,
    };

    /// <summary>The outcome of a send whose exchange brought no answer; null when it did and the connector's own table decides.</summary>
    public static SendOutcome? WithoutAnswer(Exchange exchange) => exchange switch
    {
        Exchange.NotSent notSent => new SendOutcome.Retry(UnreachableRetry, notSent.Why),
        Exchange.Broken broken => new SendOutcome.Unknown(broken.Why),
        _ => null,
    };

    /// <summary>A whole number from a response header; null when it is absent or no number.</summary>
    public static long? Number(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) && long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static async Task<byte[]?> ReadCappedAsync(HttpContent content, int maxBytes, CancellationToken ct)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;

        await using var stream = await content.ReadAsStreamAsync(ct);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > maxBytes)
                return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
