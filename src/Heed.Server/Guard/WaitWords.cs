using System.Globalization;
using Heed.Core.Clocks;

namespace Heed.Server.Guard;

/// <summary>What a waiting customer is told, in their language: how long, as an interval they can hold us to.</summary>
internal static class WaitWords
{
    private static readonly TimeSpan SaidInMinutes = TimeSpan.FromMinutes(90);
    private static readonly TimeSpan SaidInHours = TimeSpan.FromHours(6);

    // {0} and {1} are numbers, {2} a day and time, {3} the place whose clock it is.
    private static readonly Dictionary<string, (string Minutes, string Hours, string By)> Texts = new(StringComparer.Ordinal)
    {
        ["en"] = ("Thank you for writing to us. A person will answer you in about {0} to {1} minutes.", "Thank you for writing to us. A person will answer you in about {0} to {1} hours.", "Thank you for writing to us. A person will answer you by {2} ({3} time)."),
        ["fr"] = ("Merci de nous avoir écrit. Une personne vous répondra dans {0} à {1} minutes environ.", "Merci de nous avoir écrit. Une personne vous répondra dans {0} à {1} heures environ.", "Merci de nous avoir écrit. Une personne vous répondra au plus tard {2} (heure de {3})."),
        ["es"] = ("Gracias por escribirnos. Una persona le responderá en unos {0} a {1} minutos.", "Gracias por escribirnos. Una persona le responderá en unas {0} a {1} horas.", "Gracias por escribirnos. Una persona le responderá antes del {2} (hora de {3})."),
        ["pt"] = ("Obrigado por nos escrever. Uma pessoa responderá dentro de cerca de {0} a {1} minutos.", "Obrigado por nos escrever. Uma pessoa responderá dentro de cerca de {0} a {1} horas.", "Obrigado por nos escrever. Uma pessoa responderá até {2} (hora de {3})."),
        ["de"] = ("Danke für Ihre Nachricht. Ein Mensch antwortet Ihnen in etwa {0} bis {1} Minuten.", "Danke für Ihre Nachricht. Ein Mensch antwortet Ihnen in etwa {0} bis {1} Stunden.", "Danke für Ihre Nachricht. Ein Mensch antwortet Ihnen spätestens {2} (Zeit von {3})."),
        ["it"] = ("Grazie per averci scritto. Una persona le risponderà tra circa {0} e {1} minuti.", "Grazie per averci scritto. Una persona le risponderà tra circa {0} e {1} ore.", "Grazie per averci scritto. Una persona le risponderà entro {2} (ora di {3})."),
        ["nl"] = ("Bedankt voor uw bericht. Iemand antwoordt u over ongeveer {0} tot {1} minuten.", "Bedankt voor uw bericht. Iemand antwoordt u over ongeveer {0} tot {1} uur.", "Bedankt voor uw bericht. Iemand antwoordt u uiterlijk {2} (tijd van {3})."),
    };

    /// <returns>Null in a language we have no words for: nothing is said then.</returns>
    public static string? Say(string? language, DateTimeOffset now, DateTimeOffset notBefore, DateTimeOffset until, BusinessCalendar calendar)
    {
        if (language is null || !Texts.TryGetValue(language, out var texts))
            return null;
        var (near, far) = (notBefore - now, until - now);
        var culture = CultureInfo.GetCultureInfo(language);
        if (far <= SaidInMinutes)
            return string.Format(culture, texts.Minutes, Math.Max(1, Rounded(near.TotalMinutes)), Rounded(far.TotalMinutes));
        if (far <= SaidInHours)
            return string.Format(culture, texts.Hours, Math.Max(1, (int)near.TotalHours), Rounded(far.TotalHours));
        var local = TimeZoneInfo.ConvertTime(until, TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZoneId));
        return string.Format(culture, texts.By, "", "", local.ToString(language is "en" ? "dddd d MMMM, HH:mm" : "dddd d MMMM HH:mm", culture), Place(calendar.TimeZoneId));
    }

    // Upwards: what is told must hold.
    private static int Rounded(double units) => (int)Math.Ceiling(units - 0.01);

    private static string Place(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
