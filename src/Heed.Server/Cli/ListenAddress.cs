using System.Net;
using System.Net.Sockets;

namespace Heed.Server.Cli;

/// <summary>The address to listen on, looked at before anything is started.</summary>
internal static class ListenAddress
{
    /// <exception cref="Problem">It cannot be listened on; the message says why.</exception>
    public static string Checked(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Kestrel also takes * and + for every address of the machine.
            if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
                throw Problem.WrongUse($"'{url}' is no address to listen on.", "Write it as http://127.0.0.1:5080 (--urls or HEED_URLS).");
            if (uri.Port != 0 && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !IsFree(address, uri.Port))
                throw Taken(url, null);
        }

        return urls;
    }

    public static Problem Taken(string urls, Exception? cause) => Problem.WrongUse(
        $"{urls} cannot be listened on: {cause?.Message ?? "something else uses that port"}",
        "Is Heed running already? Else end the other program, or take another port: --urls http://127.0.0.1:5081");

    /// <summary>The first port after this one on the loopback that nobody listens on.</summary>
    public static int NextFree(int after)
    {
        for (var port = after + 1; port < IPEndPoint.MaxPort; port++)
        {
            if (IsFree(IPAddress.Loopback, port))
                return port;
        }

        throw Problem.Failed("There is no free port left on this machine.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
