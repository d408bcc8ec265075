using System.Net;
using System.Net.Sockets;

namespace Heed.Server.Media;

/// <summary>A link leads into our own network: it is not followed.</summary>
internal sealed class ForbiddenAddressException(string host) : Exception($"'{host}' is not on the open internet.");

/// <summary>
/// Connects only to public addresses. The address is judged at the moment of connecting and that very address is connected to:
/// a name that resolves differently a second time changes nothing.
/// </summary>
internal static class GuardedConnections
{
    /// <summary>Host and port of the account's own <c>api</c> setting: what the operator typed in may be inside (the sandbox).</summary>
    public static readonly HttpRequestOptionsKey<string> Trusted = new("heed-trusted-authority");

    public static SocketsHttpHandler Handler() => new()
    {
        AllowAutoRedirect = false,
        // A proxy would do the connecting, out of sight of the guard.
        UseProxy = false,
        UseCookies = false,
        // A connection opened for a trusted request must never serve another one.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 32,
        ConnectCallback = ConnectAsync,
    };

    public static string Authority(Uri address) => $"{address.IdnHost}:{address.Port}";

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint;
        var isTrusted = context.InitialRequestMessage.Options.TryGetValue(Trusted, out var trusted)
            && string.Equals(trusted, $"{host.Host}:{host.Port}", StringComparison.OrdinalIgnoreCase);
        var found = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host.Host, ct);
        var allowed = isTrusted ? found : Array.FindAll(found, PublicAddress.Is);
        if (allowed.Length == 0)
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new ForbiddenAddressException(host.Host);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
