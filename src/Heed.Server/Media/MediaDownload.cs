using System.Net;
using System.Net.Sockets;

namespace Heed.Server.Media;

/// <summary>How fetching a file ended.</summary>
internal abstract record Fetched
{
    private Fetched()
    {
    }

    public sealed record Bytes(byte[] Content) : Fetched;

    /// <summary>Worth another try.</summary>
    public sealed record Later(string Why) : Fetched;

    public sealed record Never(string Why) : Fetched;
}

/// <summary>Fetches one file from an address that a stranger wrote, without trusting the address.</summary>
internal sealed class MediaDownload(IHttpClientFactory clients, TimeProvider clock)
{
    public const string ClientName = "media";
    public const int LargestMegabytes = 25;

    private const long Megabyte = 1024 * 1024;
    private const int MostRedirects = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="largest">Megabytes; what is larger is not taken.</param>
    /// <param name="trusted">Host and port that may lie inside our network; see <see cref="GuardedConnections.Trusted"/>.</param>
    public async Task<Fetched> FetchAsync(string url, string? trusted, CancellationToken ct, int largest = LargestMegabytes)
    {
        using var timeout = new CancellationTokenSource(Longest, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            return await FollowAsync(url, trusted, largest, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Fetched.Later("The file did not come within 20 seconds.");
        }
        catch (Exception e) when (e is ForbiddenAddressException || e.InnerException is ForbiddenAddressException)
        {
            return new Fetched.Never("The link leads to a private address; it is not followed.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new Fetched.Later("The server of the file could not be reached.");
        }
    }

    private async Task<Fetched> FollowAsync(string url, string? trusted, int largest, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return new Fetched.Never("The link of the file cannot be read.");
        for (var hop = 0; hop <= MostRedirects; hop++)
        {
            if (!IsAllowed(address, trusted))
                return new Fetched.Never("The link does not begin with https://; it is not followed.");
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (trusted is not null)
                request.Options.Set(GuardedConnections.Trusted, trusted);
            using var response = await clients.CreateClient(ClientName).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                continue;
            }

            return await ReadAsync(response, largest, ct);
        }

        return new Fetched.Never("The link leads round in circles.");
    }

    // Plain http only to where the operator said: nobody reads or changes the file on its way.
    private static bool IsAllowed(Uri address, string? trusted) =>
        address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && string.Equals(GuardedConnections.Authority(address), trusted, StringComparison.OrdinalIgnoreCase)));

    private static async Task<Fetched> ReadAsync(HttpResponseMessage response, int largest, CancellationToken ct)
    {
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout || (int)response.StatusCode >= 500)
            return new Fetched.Later("The network could not give the file just then.");
        if (!response.IsSuccessStatusCode)
            return new Fetched.Never(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                ? "The network does not hand this file out any more (the link may have expired)."
                : "The file is not there any more.");
        if (response.Content.Headers.ContentLength > largest * Megabyte)
            return TooLarge(largest);

        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var content = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(chunk, ct)) > 0)
        {
            // What was announced is not believed either.
            if (content.Length + read > largest * Megabyte)
                return TooLarge(largest);
            content.Write(chunk, 0, read);
        }

        return content.Length == 0 ? new Fetched.Later("The file came empty.") : new Fetched.Bytes(content.ToArray());
    }

    private static Fetched.Never TooLarge(int largest) => new($"The file is larger than {largest} MB.");
}
