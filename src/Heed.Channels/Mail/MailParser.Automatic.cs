using MimeKit;

namespace Heed.Channels.Mail;

internal static partial class MailParser
{
    // Their presence alone says that a machine wrote (RFC 3834, RFC 2369 and the habits of older programs).
    private static readonly HashSet<string> MachineHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Response-Suppress",
        "X-MS-Exchange-Generated-Message-Source", "X-Failed-Recipients", "X-Loop", MailSignature.LoopHeader,
    };

    private static readonly string[] MachineSubjects =
    [
        "automatic reply:", "auto-reply:", "auto reply:", "autoreply:", "out of office", "automatische antwort:", "abwesenheitsnotiz",
        "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina", "resposta automática", "risposta automatica",
        "undelivered mail returned", "mail delivery failed", "delivery status notification",
    ];

    private static bool IsAutomatic(Reading reading, string sender)
    {
        var subject = reading.Mail.Subject?.TrimStart() ?? "";
        return reading.Headers.Any(IsMachine)
            || reading.Mail.Body?.ContentType.IsMimeType("multipart", "report") == true
            || IsNobody(sender)
            || MachineSubjects.Any(s => subject.StartsWith(s, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsMachine(Header header)
    {
        var value = header.Value.Trim();
        return header.Field.ToLowerInvariant() switch
        {
            "return-path" => value is "<>" or "",
            "auto-submitted" => value.Length > 0 && !value.StartsWith("no", StringComparison.OrdinalIgnoreCase),
            "precedence" or "x-precedence" => value.ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply" or "auto-reply",
            _ => MachineHeaders.Contains(header.Field),
        };
    }

    /// <summary>Local parts behind which no person reads.</summary>
    private static bool IsNobody(string address)
    {
        var local = address[..Math.Max(address.LastIndexOf('@'), 0)];
        return local is "mailer-daemon" or "postmaster" or "no-reply" or "noreply" or "no_reply" or "donotreply" or "do-not-reply" or "bounce" or "bounces"
            || local.StartsWith("bounce+", StringComparison.Ordinal) || local.StartsWith("bounces+", StringComparison.Ordinal)
            || local.StartsWith("owner-", StringComparison.Ordinal) || local.EndsWith("-request", StringComparison.Ordinal)
            || local.EndsWith("-bounces", StringComparison.Ordinal);
    }
}
