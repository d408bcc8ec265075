using System.Globalization;
using System.Text.RegularExpressions;

namespace Heed.Core.Surveys;

/// <summary>The words of a survey's answer, in English, French and Spanish at once: nobody is asked which language a number is in.</summary>
internal static partial class SurveyVoice
{
    private static readonly Dictionary<string, int> Numbers = Numbered(
        "zero zéro cero|one uno|two deux dos|three trois tres|four quatre cuatro|five cinq cinco|six seis|seven sept siete|eight huit ocho|nine neuf nueve|ten dix diez");

    // Around a number they change nothing about it.
    private static readonly HashSet<string> Around = Set(
        """
        a an the i i'd would say give it you rate rating score my answer is that's it's that for from me note of to solid
        je j' dirais donne mets mettrais met vous un une le la ma note c'est ce sera pour moi réponse de
        le les doy daría diría pongo pondría mi nota es un una el la para por parte sería respuesta
        point points puntos punto
        """);

    private static readonly HashSet<string> Dated = Set("le el the du del");

    // "buenos días" is a greeting, "6 días" a time.
    private static readonly HashSet<string> Counted = Set("días tardes noches journée soirée");

    // Thanks, greetings, praise in a word: nothing that needs an answer.
    private static readonly HashSet<string> Courtesy = Set(
        """
        thanks thank you thx ty very much so many a lot again cheers hi hello hey dear bye regards kind best great super perfect good ok okay yes well nice excellent top brilliant everyone all team job recommendation effort
        merci beaucoup bien à vous encore bonjour bonsoir salut cordialement bonne journée soirée parfait génial excellent excellente oui tout le monde équipe mille recommandation satisfaction
        gracias muchas muchísimas mil hola buenos buenas días tardes noches saludos un saludo perfecto genial excelente sí muy bien todo todos equipo recomendación satisfacción esfuerzo
        """);

    private static readonly HashSet<string> Joints = Set("but and because since although though mais et car parce cependant pourtant pero y porque aunque e");

    /// <summary>One clause, already without the marks around it.</summary>
    public static SurveyReply.Clause Read(string clause, char end)
    {
        var folded = clause.ToLowerInvariant();
        var plain = Pictures().Replace(folded, " ").Trim();
        if (Score(plain) is { } score)
            return new(score, false, false, end);
        var words = Words(plain);
        var small = words.All(Courtesy.Contains);
        if (small && Stars(folded) is { } stars)
            return new(stars, false, false, end);
        return new(null, small, words.Length > 0 && Joints.Contains(words[0]), end);
    }

    // "8", "un 8", "8/10", "8 out of 10", "dix sur dix", "5 stars", "4*", "8 thanks".
    private static SurveyReply.Score? Score(string clause)
    {
        if (Shape().Match(clause) is not { Success: true } found || Number(found.Groups["n"].Value) is not { } number)
            return null;
        var (before, after) = (Words(found.Groups["before"].Value), Words(found.Groups["after"].Value));
        if (after.Length > 0 && Counted.Contains(after[0]))
            return null;
        // "le 8", "the 8": a day of the month.
        if (!before.Concat(after).All(w => Around.Contains(w) || Courtesy.Contains(w)) || (before.Length > 0 && Dated.Contains(before[^1])))
            return null;
        if (found.Groups["of"].Success)
            return Number(found.Groups["of"].Value) is { } of && number <= of ? new(number, of, Slashed: found.Groups["slash"].Success) : null;
        return found.Groups["stars"].Success ? new(number, 5, Stars: true) : new(number, null);
    }

    // As they stand: hollow ones count when there are no full ones. One alone is a decoration.
    private static SurveyReply.Score? Stars(string clause)
    {
        var full = clause.EnumerateRunes().Count(r => r.Value is 0x2605 or 0x2B50 or 0x1F31F);
        var hollow = clause.EnumerateRunes().Count(r => r.Value is 0x2606);
        var all = full + hollow;
        if (all is < 2 or > 5 || (full > 0 && hollow > 0 && all != 5))
            return null;
        return new(full > 0 ? full : hollow, 5, Stars: true);
    }

    private static int? Number(string word) => Numbers.TryGetValue(word, out var named) ? named
        : word.Length is 1 or 2 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10 && (word.Length == 1 || number == 10) ? number : null;

    private static string[] Words(string text) => text.Split((char[])[' ', '\t', '"', '«', '»', '“', '”', '*', '_', ',', '.', '!', '+'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static HashSet<string> Set(string words) => words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);

    private static Dictionary<string, int> Numbered(string words) =>
        words.Split('|').SelectMany((names, number) => names.Split(' ').Select(name => (name, number))).ToDictionary(n => n.name, n => n.number, StringComparer.Ordinal);

    [GeneratedRegex(@"^(?:(?<before>[^\d]*?)\s+)??(?<n>\d{1,2}|zero|zéro|cero|one|uno|two|deux|dos|three|trois|tres|four|quatre|cuatro|five|cinq|cinco|six|seis|seven|sept|siete|eight|huit|ocho|nine|neuf|nueve|ten|dix|diez)(?:(?<slash>\s?/\s?)(?<of>\d{1,2})|\s+(?:out of|of|on|sur|de|sobre)\s+(?<of>\d{1,2}|ten|dix|diez|five|cinq|cinco)|\s?(?<stars>\*|stars?|étoiles?|etoiles?|estrellas?))?(?:\s+(?<after>[^\d]*))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    // Emoji, of two halves or one.
    [GeneratedRegex(@"\p{So}|\p{Cs}|\u200D|\p{Sk}", RegexOptions.CultureInvariant)]
    private static partial Regex Pictures();
}
