using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Heed.Server.Cluster;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using MimeKit;
using Xunit;

namespace Heed.Testing.Mail;

/// <summary>
/// A real Postfix that hands everything to a real Dovecot, both with a configuration of their own in a temporary folder and on free
/// loopback ports. Every user exists, with the password <see cref="Password"/>; plus addresses reach the user before the plus.
/// </summary>
/// <remarks>
/// To <c>refused@example.com</c> Postfix answers 550, to <c>busy@example.com</c> 451, and mail to <c>gone@example.com</c> it takes and bounces.
/// Needs root (Postfix does) and the Debian packages postfix, dovecot-imapd and dovecot-lmtpd.
/// </remarks>
public sealed partial class MailServers : IAsyncLifetime
{
    public const string Password = "secret";

    private DirectoryInfo? _folder;
    private Process? _dovecot;
    private string? _missing;

    public int ImapPort { get; private set; }

    public int SmtpPort { get; private set; }

    /// <summary>Where Postfix takes mail only from those who sign in.</summary>
    public int SubmissionPort { get; private set; }

    /// <summary>The OAuth 2.0 provider whose tokens both servers take in place of a password.</summary>
    public TokenServer Tokens { get; private set; } = null!; // made by InitializeAsync, as all here

    public async ValueTask InitializeAsync()
    {
        _missing = !File.Exists("/usr/sbin/postfix") || !File.Exists("/usr/sbin/dovecot") || !File.Exists("/usr/lib/dovecot/lmtp") ? "needs postfix, dovecot-imapd and dovecot-lmtpd"
            : Environment.UserName != "root" ? "needs root: Postfix starts only as root"
            : null;
        if (_missing is not null)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("heed-mail-");
        ImapPort = FreePort.Find();
        SmtpPort = FreePort.Find();
        SubmissionPort = FreePort.Find();
        Tokens = await TokenServer.StartAsync();
        var configuration = new MailServerConfiguration(_folder.FullName, ImapPort, SmtpPort, FreePort.Find())
        {
            SubmissionPort = SubmissionPort,
            AuthPort = FreePort.Find(),
            IntrospectUrl = Tokens.IntrospectUrl,
        };
        configuration.Write();
        await RunAsync("chown", "-R", "nobody:nogroup", configuration.Boxes);
        await RunAsync("chown", "postfix", configuration.PostfixData);
        _dovecot = Process.Start(new ProcessStartInfo("/usr/sbin/dovecot", ["-F", "-c", configuration.DovecotFile]));
        await RunAsync("/usr/sbin/postfix", "-c", configuration.PostfixFolder, "start");
        await AnswersAsync(ImapPort);
        await AnswersAsync(SmtpPort);
    }

    /// <summary>Skips the test where the servers are not installed; on the build machine that is a failure.</summary>
    public void Require()
    {
        if (_missing is not null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", _missing);
            Assert.Fail(_missing);
        }
    }

    /// <summary>A new mailbox with these folders beside INBOX; returns its IMAP URL.</summary>
    public async Task<string> MakeBoxAsync(string user, params string[] folders)
    {
        using var client = await OpenAsync(user);
        foreach (var folder in folders)
        {
            await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(folder, true);
        }

        return string.Create(CultureInfo.InvariantCulture, $"imap://{user}:{Password}@127.0.0.1:{ImapPort}");
    }

    /// <summary>Delivers raw MIME through Postfix.</summary>
    public Task SendAsync(string mime, string to, string from = "jo@example.com") => RawSmtp.SendAsync(SmtpPort, mime, from, to);

    /// <summary>Puts raw MIME straight into a folder.</summary>
    public async Task PutAsync(string user, string folder, string mime, DateTimeOffset? receivedAt = null)
    {
        using var client = await OpenAsync(user);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mime.ReplaceLineEndings("\r\n")));
        using var mail = await MimeMessage.LoadAsync(stream);
        var target = await client.GetFolderAsync(folder);
        await target.AppendAsync(receivedAt is { } at ? new AppendRequest(mail, MessageFlags.None, at) : new AppendRequest(mail));
    }

    /// <summary>What a folder holds, and whether anybody has read it; waits until there are as many mails as asked for.</summary>
    public async Task<IReadOnlyList<(MimeMessage Mail, bool Seen)>> ReadAsync(string user, string folder, int atLeast)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            using var client = await OpenAsync(user);
            var opened = await client.GetFolderAsync(folder);
            await opened.OpenAsync(FolderAccess.ReadOnly);
            if (opened.Count >= atLeast || waited.Elapsed > TimeSpan.FromSeconds(15))
            {
                List<(MimeMessage, bool)> mails = [];
                foreach (var summary in opened.Count == 0 ? [] : await opened.FetchAsync(0, -1, MessageSummaryItems.Flags))
                {
                    mails.Add((await opened.GetMessageAsync(summary.Index), summary.Flags?.HasFlag(MessageFlags.Seen) == true));
                }

                return mails;
            }
        }
    }

    /// <summary>Gives INBOX a new UIDVALIDITY, as a restored mailbox has.</summary>
    public void RenewUidValidity(string user)
    {
        var box = Path.Combine(_folder!.FullName, "box", user);
        foreach (var index in Directory.GetFiles(box, "dovecot.index*"))
        {
            File.Delete(index);
        }

        var list = Path.Combine(box, "dovecot-uidlist");
        File.WriteAllText(list, UidValidity().Replace(File.ReadAllText(list), m => "V" + (uint.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture) + 1), 1));
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await RunAsync("/usr/sbin/postfix", "-c", Path.Combine(_folder.FullName, "postfix"), "stop");
            await RunAsync("kill", (_dovecot?.Id ?? 0).ToString(CultureInfo.InvariantCulture));
            await (_dovecot?.WaitForExitAsync() ?? Task.CompletedTask);
            _dovecot?.Dispose();
            await Tokens.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }

    private async Task<ImapClient> OpenAsync(string user)
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", ImapPort, SecureSocketOptions.None);
        await client.AuthenticateAsync(user, Password);
        return client;
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        // Not read: Postfix's daemons keep these pipes open, so waiting for their end would wait for the daemons.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }

    private static async Task AnswersAsync(int port)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(20))
            {
                // Not up yet.
            }
        }
    }

    [GeneratedRegex(@"V(\d+)")]
    private static partial Regex UidValidity();
}
