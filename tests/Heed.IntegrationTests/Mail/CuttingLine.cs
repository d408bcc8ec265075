using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Heed.IntegrationTests.Mail;

/// <summary>Carries one SMTP conversation to the real server and hangs up on the client as soon as the client has said a certain thing.</summary>
internal sealed class CuttingLine : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private CuttingLine() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <param name="after">The client's words after which it hears nothing more; the server still gets them.</param>
    public static CuttingLine To(int port, string after)
    {
        var line = new CuttingLine();
        _ = line.CarryAsync(port, after);
        return line;
    }

    public void Dispose() => _listener.Dispose();

    private async Task CarryAsync(int port, string after)
    {
        using var client = await _listener.AcceptTcpClientAsync();
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, port);
        var answers = ForwardAsync(server.GetStream(), client.GetStream());
        var said = "";
        var buffer = new byte[8192];
        while (!said.Contains(after, StringComparison.Ordinal))
        {
            var count = await client.GetStream().ReadAsync(buffer);
            said += Encoding.Latin1.GetString(buffer, 0, count);
            if (said.Contains(after, StringComparison.Ordinal) || count == 0)
            {
                client.Close();
            }

            await server.GetStream().WriteAsync(buffer.AsMemory(0, count));
        }

        // The server answers into the void and takes the mail.
        await answers;
        await Task.Delay(1000);
    }

    private static async Task ForwardAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            await from.CopyToAsync(to);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut, as intended.
        }
    }
}
