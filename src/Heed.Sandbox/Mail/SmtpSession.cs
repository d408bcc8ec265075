using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Heed.Sandbox.Faults;
using MimeKit;

namespace Heed.Sandbox.Mail;

/// <summary>One client's dialogue (RFC 5321), with the answers a server gives when it is not well.</summary>
internal sealed class SmtpSession(Stream stream, MailNetwork network, FaultBoard faults)
{
    private const int SizeLimit = 26_214_400;
    private const int LineLimit = 64 * 1024;
    private readonly PipeReader _reader = PipeReader.Create(stream);
    private readonly List<string> _recipients = [];
    private string? _from;

    public async Task RunAsync(CancellationToken ct)
    {
        if (faults.Out("mail"))
        {
            await SayAsync("421 4.3.2 mx.sandbox.example is away", ct);
            return;
        }

        await SayAsync("220 mx.sandbox.example ESMTP", ct);
        while (await LineAsync(ct) is { } line)
        {
            var verb = Encoding.ASCII.GetString(line).Split(' ', 2)[0].ToUpperInvariant();
            var rest = Encoding.UTF8.GetString(line)[verb.Length..].Trim();
            if (verb == "QUIT")
            {
                await SayAsync("221 2.0.0 Bye", ct);
                return;
            }

            if (verb == "DATA")
            {
                if (!await DataAsync(ct)) return;
                continue;
            }

            await SayAsync(verb == "AUTH" ? await AuthAsync(rest, ct) : Answer(verb, rest), ct);
        }
    }

    private string Answer(string verb, string rest)
    {
        switch (verb)
        {
            case "EHLO":
                return $"250-mx.sandbox.example\r\n250-SIZE {SizeLimit}\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 AUTH PLAIN LOGIN";
            case "HELO":
                return "250 mx.sandbox.example";
            case "MAIL":
                if (faults.Happens(faults["mail"].RateLimitPercent)) return "451 4.7.1 Too much mail just now, try again later";
                if (faults.Happens(faults["mail"].ServerErrorPercent)) return "451 4.3.0 Local error, try again later";
                if (Size(rest) > SizeLimit) return "552 5.3.4 Message size exceeds fixed limit";
                _from = Address(rest);
                _recipients.Clear();
                return "250 2.1.0 Ok";
            case "RCPT":
                if (_from is null) return "503 5.5.1 Need MAIL first";
                var to = Address(rest);
                if (to.StartsWith("no-such-user", StringComparison.OrdinalIgnoreCase)) return "550 5.1.1 No such user";
                _recipients.Add(to);
                return "250 2.1.5 Ok";
            case "RSET":
                _from = null;
                _recipients.Clear();
                return "250 2.0.0 Ok";
            case "NOOP":
                return "250 2.0.0 Ok";
            case "VRFY":
                return "252 2.5.0 Cannot verify, but will try";
            default:
                return "502 5.5.2 Command not recognised";
        }
    }

    /// <summary>Any name and password are right, unless the token is dead: an imitation must not hold real ones.</summary>
    private async Task<string> AuthAsync(string rest, CancellationToken ct)
    {
        var parts = rest.Split(' ', 2);
        var known = parts[0].ToUpperInvariant();
        if (known is not ("PLAIN" or "LOGIN")) return "504 5.5.4 Unrecognised authentication type";
        var asked = known == "PLAIN" ? (parts.Length > 1 ? 0 : 1) : (parts.Length > 1 ? 1 : 2);
        for (var i = 0; i < asked; i++)
        {
            await SayAsync(known == "PLAIN" ? "334 " : i + (2 - asked) == 0 ? "334 VXNlcm5hbWU6" : "334 UGFzc3dvcmQ6", ct);
            if (await LineAsync(ct) is null) return "501 5.5.2 Cannot read";
        }

        return faults["mail"].DeadToken ? "535 5.7.8 Authentication credentials invalid" : "235 2.7.0 Authentication successful";
    }

    /// <returns>False when the connection ends here.</returns>
    private async Task<bool> DataAsync(CancellationToken ct)
    {
        if (_from is null || _recipients.Count == 0)
        {
            await SayAsync("503 5.5.1 Need RCPT first", ct);
            return true;
        }

        await SayAsync("354 End data with <CR><LF>.<CR><LF>", ct);
        using var content = new MemoryStream();
        while (await LineAsync(ct) is { } line)
        {
            if (line is [(byte)'.'])
            {
                var tooLarge = content.Length > SizeLimit;
                if (!tooLarge && !await TakeAsync(content, ct)) return false;
                var count = _recipients.Count;
                _from = null;
                _recipients.Clear();
                await SayAsync(tooLarge ? "552 5.3.4 Message too big" : $"250 2.0.0 Ok: queued for {count}", ct);
                return true;
            }

            // A leading dot was doubled on the way (RFC 5321, 4.5.2). Beyond the limit only the end is looked for.
            var start = line is [(byte)'.', ..] ? 1 : 0;
            if (content.Length <= SizeLimit)
            {
                content.Write(line, start, line.Length - start);
                content.Write("\r\n"u8);
            }
        }

        return false;
    }

    /// <returns>False when the mail was taken and the answer is kept back: the client must live with not knowing.</returns>
    private async Task<bool> TakeAsync(MemoryStream content, CancellationToken ct)
    {
        content.Position = 0;
        using var mail = await MimeMessage.LoadAsync(content, ct);
        await network.ReceiveAsync(_from ?? "", [.. _recipients], mail);
        return !faults.Happens(faults["mail"].TimeoutAfterSuccessPercent);
    }

    private async Task SayAsync(string line, CancellationToken ct) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), ct);

    /// <returns>Null when the client is gone, or sends lines without end.</returns>
    private async Task<byte[]?> LineAsync(CancellationToken ct)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(ct);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end).ToArray();
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return line is [.. var text, (byte)'\r'] ? text : line;
            }

            if (read.IsCompleted || read.Buffer.Length > LineLimit) return null;
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static string Address(string rest)
    {
        var (open, close) = (rest.IndexOf('<', StringComparison.Ordinal), rest.IndexOf('>', StringComparison.Ordinal));
        return open >= 0 && close > open ? rest[(open + 1)..close] : "";
    }

    private static long Size(string rest)
    {
        var at = rest.IndexOf("SIZE=", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && long.TryParse(rest[(at + 5)..].Split(' ')[0], out var size) ? size : 0;
    }
}
