using System.Net;
using System.Net.Sockets;

namespace Heed.Server.Cluster;

/// <summary>
/// A port to listen on a little later. It lies below the ports that systems lend to outgoing connections (Linux 32768 and up, others 49152 and up):
/// a port asked of the system itself can be lent again before anyone listens on it.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000, Last = 32_000;

    // One process never gives the same port twice in a row of 12,000: two nodes that start at once do not meet.
    private static uint next = (uint)Random.Shared.Next();

    /// <exception cref="InvalidOperationException">A hundred ports in a row were taken.</exception>
    public static int Find()
    {
        for (var left = 100; left > 0; left--)
        {
            var port = First + (int)(Interlocked.Increment(ref next) % (Last - First));
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException($"No free port was found between {First} and {Last}. Set ClusterPort, or stop what listens there.");
    }

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Any, port); // every address, since a node may listen on any
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
