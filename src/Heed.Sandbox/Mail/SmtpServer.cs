using System.Net;
using System.Net.Sockets;
using Heed.Sandbox.Faults;

namespace Heed.Sandbox.Mail;

/// <summary>A mail server on the loopback address that takes what Heed sends.</summary>
internal sealed partial class SmtpServer(MailNetwork network, FaultBoard faults, SandboxOptions options, ILogger<SmtpServer> logger) : BackgroundService
{
    private TcpListener? _listener;

    /// <summary>The port it listens on; 0 before it was started.</summary>
    public int Port => (_listener?.LocalEndpoint as IPEndPoint)?.Port ?? 0;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _listener = new TcpListener(IPAddress.Loopback, options.SmtpPort);
        _listener.Start();
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && _listener is not null)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(stoppingToken), stoppingToken);
    }

    private async Task ServeAsync(TcpClient client, CancellationToken ct)
    {
        using (client)
        {
            try
            {
                await new SmtpSession(client.GetStream(), network, faults).RunAsync(ct);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or FormatException)
            {
                LogBroken(e.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Debug, "An SMTP session ended early ({Why})")]
    private partial void LogBroken(string why);
}
