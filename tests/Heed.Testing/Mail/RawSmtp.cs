using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Heed.Testing.Mail;

/// <summary>The few words of SMTP that hand over bytes as they are; a mail library would mend what a test broke on purpose.</summary>
internal static class RawSmtp
{
    public static async Task SendAsync(int port, string mime, string from, string to)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var line = client.GetStream();
        using var reader = new StreamReader(line, Encoding.Latin1);
        await ExpectAsync(reader, 220);
        await SayAsync(line, "HELO test.example\r\n");
        await ExpectAsync(reader, 250);
        await SayAsync(line, $"MAIL FROM:<{from}>\r\n");
        await ExpectAsync(reader, 250);
        await SayAsync(line, $"RCPT TO:<{to}>\r\n");
        await ExpectAsync(reader, 250);
        await SayAsync(line, "DATA\r\n");
        await ExpectAsync(reader, 354);
        await SayAsync(line, mime.ReplaceLineEndings("\r\n").Replace("\r\n.", "\r\n..", StringComparison.Ordinal) + "\r\n.\r\n");
        await ExpectAsync(reader, 250);
    }

    private static ValueTask SayAsync(NetworkStream line, string words) => line.WriteAsync(Encoding.UTF8.GetBytes(words));

    private static async Task ExpectAsync(StreamReader reader, int status)
    {
        var answer = await reader.ReadLineAsync() ?? "";
        while (answer.Length > 3 && answer[3] == '-')
        {
            answer = await reader.ReadLineAsync() ?? "";
        }

        if (!answer.StartsWith(status.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"SMTP {status} expected, '{answer}' came");
        }
    }
}
