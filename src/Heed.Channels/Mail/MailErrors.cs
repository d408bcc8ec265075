using System.Globalization;
using System.Net.Sockets;
using Heed.Core.Channels;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>How an SMTP conversation can end, as an outcome. The one table (RFC 5321 §4.2, RFC 3463, RFC 4954 §6).</summary>
internal static class MailErrors
{
    /// <summary>First pause after a temporary refusal. Greylisting servers let a mail in after one to five minutes.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    private static readonly string[] Passing = ["UNAVAILABLE", "INUSE", "temporar", "too many", "try again", "[LIMIT]"];

    /// <summary>A reply of the server to one of our commands, by its three digits.</summary>
    public static SendOutcome Of(int status, string response) => status switch
    {
        >= 400 and < 500 => new SendOutcome.Retry(Pause, MailTrouble.TryLater.As(Told(status, response))),
        530 or 534 or 535 or 538 => new SendOutcome.Disconnected(MailTrouble.PasswordRefused.As(Told(status, response))),
        523 or 552 => new SendOutcome.Refused(MailTrouble.TooLarge.As(Told(status, response))),
        >= 500 and < 600 => new SendOutcome.Refused(MailTrouble.Refused.As(Told(status, response))),

        // Not a status a reply to a command may have: whatever it did, it was not said.
        _ => new SendOutcome.Unknown(MailTrouble.OddAnswer.As(Told(status, response))),
    };

    /// <summary>What went wrong on the line or in the conversation.</summary>
    /// <param name="underWay">Bytes of the message had been sent: nobody but the server knows whether it took them.</param>
    /// <returns>Null for what is not the server's or the line's doing: a mistake of ours, to be seen as one.</returns>
    public static SendOutcome? Of(Exception exception, bool underWay) => exception switch
    {
        SmtpCommandException { StatusCode: var status, Message: var text, Mailbox: { } mailbox } => Of((int)status, $"{mailbox.Address}: {text}"),
        SmtpCommandException { StatusCode: var status, Message: var text } => Of((int)status, text),
        MailGrantException { Dead: true, Why: var why } => new SendOutcome.Disconnected(why),
        MailGrantException { Why: var why } => new SendOutcome.Retry(Pause, why),
        AuthenticationException { InnerException: SmtpCommandException refused } => Of((int)refused.StatusCode, refused.Message),
        AuthenticationException { Message: var text } => new SendOutcome.Disconnected(MailTrouble.SignInFailed.As(MailStrings.OneLine(text, 300))),
        NotSupportedException => new SendOutcome.Refused(MailTrouble.NotSupported.As()),
        _ when IsLine(exception) => underWay
            ? new SendOutcome.Unknown(MailTrouble.BrokeInHandOver.As())
            : new SendOutcome.Retry(Pause, MailTrouble.Unreachable.As()),
        _ => null,
    };

    /// <summary>Whether it is the line or the server, not the caller, that failed.</summary>
    public static bool IsLine(Exception exception) => exception
        is IOException or SocketException or TimeoutException or ProtocolException or ServiceNotConnectedException or SslHandshakeException
            or OperationCanceledException or NotSupportedException;

    /// <summary>
    /// Whether a refused sign-in is the server's passing trouble (RFC 5530 UNAVAILABLE, INUSE, LIMIT; too many connections) and not the
    /// password's: that one ends by itself, and nobody has to reconnect the account.
    /// </summary>
    public static bool IsPassing(AuthenticationException exception)
    {
        // Postfix says this of a wrong password, when Dovecot gave it no reason.
        var said = $"{exception.Message} {exception.InnerException?.Message}".Replace("(reason unavailable)", "", StringComparison.OrdinalIgnoreCase);
        return Passing.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string Told(int status, string response) => string.Create(CultureInfo.InvariantCulture, $"{status} {MailStrings.OneLine(response, 300)}");
}
