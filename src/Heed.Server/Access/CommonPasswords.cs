using System.Collections.Frozen;

namespace Heed.Server.Access;

/// <summary>What people choose when asked for twelve characters: a favourite word padded, a walk over the keys, a short thing repeated.</summary>
/// <remarks>
/// A list of whole passwords misses most of them at this length, so the list holds what they are built from and the shape does the rest.
/// </remarks>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> Words = (
        "password passwort passwords passphrase letmein letmeinnow welcome welcomeback admin administrator administration root superuser user username " +
        "guest default changeme changethis changeit secret secrets secure security master monkey dragon football baseball basketball soccer hockey " +
        "sunshine princess princesse superman batman spiderman starwars pokemon iloveyou ilovemyself trustno freedom whatever nothing mustang shadow " +
        "michael jennifer jordan jessica daniel ashley charlie thomas george william samantha elizabeth alexander christopher computer internet " +
        "samsung google facebook twitter instagram linkedin microsoft windows apple iphone android company business office service support customer " +
        "customercare customerservice helpdesk callcenter heed heedheed login signin access account test testing tester testtest demo temp temporary " +
        "summer winter spring autumn january february march april june july august september october november december monday tuesday " +
        "wednesday thursday friday saturday sunday hello helloworld goodmorning goodbye loveyou lovely flower butterfly cookie chocolate cheese banana " +
        "motdepasse monmotdepasse bonjour bonsoir bienvenue soleil doudou loulou chouchou jetaime jetaimetrop marseille paris france toulouse nicolas " +
        "camille azerty azertyuiop secretsecret administrateur utilisateur entreprise janvier fevrier juillet septembre octobre novembre decembre " +
        "printemps automne contrasena contraseña micontrasena clave claveclave miclave hola holahola holamundo bienvenido bienvenidos administrador usuario " +
        "tequiero teamo teamomucho barcelona realmadrid madrid espana españa mexico argentina futbol estrella princesa corazon amor sebastian alejandro " +
        "enero febrero marzo mayo junio julio agosto septiembre noviembre diciembre primavera verano invierno qwerty qwertyuiop qwertz asdf asdfgh " +
        "asdfghjkl zxcvbn zxcvbnm qwertyuiopasdfghjkl qazwsx qazwsxedc qazwsxedcrfv wsxedc poiuytrewq mnbvcxz abc abcd abcdef correcthorse " +
        "correcthorsebatterystaple opensesame letmeinplease passwordpassword thisismypassword mypassword yourpassword nopassword newpassword oldpassword p").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private const string Runs = "01234567890123456789|abcdefghijklmnopqrstuvwxyzabcdef|qwertyuiopasdfghjklzxcvbnm|azertyuiopqsdfghjklmwxcvbn|1qaz2wsx3edc4rfv5tgb6yhn7ujm|1q2w3e4r5t6y7u8i9o0p|qazwsxedcrfvtgbyhnujm|a1b2c3d4e5f6g7h8|1a2b3c4d5e6f7g8h|qwertzuiopasdfghjklyxcvbnm";

    public static bool Contains(string password)
    {
        var plain = Plain(password);
        return IsRepeated(password.ToLowerInvariant()) || IsRun(password.ToLowerInvariant()) || plain.Length < 4 || Words.Contains(plain) || IsRepeated(plain) || IsTwoWords(plain);
    }

    // "P@ssw0rd!2026" and "password" are one word: letters for look-alikes, then whatever stands around it falls off.
    private static string Plain(string password)
    {
        var trimmed = password.ToLowerInvariant().Trim("0123456789 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~§¡¿€£".ToCharArray());
        return string.Concat(trimmed.Select(c => c switch
        {
            '0' => 'o',
            '1' or '!' => 'i',
            '3' => 'e',
            '4' or '@' => 'a',
            '5' or '$' => 's',
            '7' => 't',
            _ => c,
        }).Where(char.IsLetter));
    }

    private static bool IsRepeated(string text)
    {
        for (var unit = 1; unit <= Math.Min(6, text.Length / 2); unit++)
        {
            if (Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]))
                return true;
        }

        return false;
    }

    private static bool IsRun(string text)
    {
        var backward = string.Concat(text.Reverse());
        return Runs.Split('|').Any(run => Doubled(run).Contains(text, StringComparison.Ordinal) || Doubled(run).Contains(backward, StringComparison.Ordinal));

        static string Doubled(string run) => run + run;
    }

    private static bool IsTwoWords(string text) =>
        text.Length >= 8 && Enumerable.Range(3, text.Length - 6).Any(i => Words.Contains(text[..i]) && Words.Contains(text[i..]));
}
