using System.Collections.Frozen;

namespace Heed.Core.Language;

/// <summary>The most frequent small words of each language, and the languages that each of them speaks for.</summary>
internal static partial class LanguageWords
{
    public static readonly string[] Codes = ["en", "fr", "es", "pt", "de", "it", "nl"];

    private static readonly string[] Lists =
    [
        "the of and to in is you that it he was for on are as with his they i at be this have from or had by not but what all were we when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into time has look two more write go see no way could people my than been call who now find long down day did get come made may over new take only know years after back our me just i'm don't it's can't you're that's why still off please thanks thank help need want service going got am its due really never again today good where because any us should",
        "le la les de des du un une et est à en que qui dans pour pas ne sur au aux avec ce cette ces il elle on nous vous ils elles je tu se son sa ses mon ma mes ton ta tes votre vos notre nos leur mais ou où donc plus par tout tous toute comme si même bien fait être avoir sont ont été suis es ai as avez sommes très quand comment pourquoi encore depuis sans chez c'est j'ai n'est qu'il d'un d'une c j n d l s qu y bonjour merci faut peut rien jamais aussi non oui aucun aucune cela ça moi toi lui était vais va ya quoi trop juste après avant toujours",
        "el la los las de del un una y es en que por para con no se lo le su sus mi mis tu tus al me te nos les como más pero si sí ya muy todo todos toda todas este esta estos estas ese esa eso esto hay son fue ser está están estoy soy era han he ha tiene tengo cuando donde dónde porque qué quién cómo sin sobre también hasta desde nada hola gracias ni o yo ella ellos usted ustedes hace hacer puede puedo quiero bien mejor siempre nunca ahora hoy día años dos otra otro vez solo algo así tan entre a pues va voy",
        "o a os as de do da dos das um uma e é em no na nos nas que por para com não se ao à seu sua seus suas meu minha teu tua me te lhe como mais mas já muito muita tudo todo todos toda este esta isso isto esse essa há são foi ser está estão estou sou era tem tenho têm quando onde porque você vocês ele ela eles elas eu nós sem sobre também até nada olá obrigado obrigada nem ou pelo pela faz fazer pode posso quero bem melhor sempre nunca agora hoje dia anos vou vai só num numa pra tá meus gente ter mim depois ainda",
        "der die das und ist nicht ich du er sie es wir ihr ein eine einen einem einer eines in im zu zum zur mit auf für von vom den dem des dass daß sich auch als an am aus bei nach noch nur so wie was wer wo wenn aber oder wird werden wurde hat habe haben hatte sind war bin bist kann können mir mich dir dich uns euch mein meine dein sein seine ihre kein keine mehr schon sehr immer wieder hier da dann doch mal jetzt heute gut ja nein bitte danke warum über unter um bis alle alles man vor durch gegen ohne gibt geht einfach",
        "il lo la i gli le di del della dello dei degli delle un uno una e è in nel nella nei che chi per con non si da dal dalla al alla ai alle su sul sulla mi ti ci vi ne mio mia tuo tua suo sua ma o se come più anche già molto tutto tutti tutta questo questa questi queste quello quella sono sei siamo ho hai ha abbiamo hanno era essere stato quando dove perché cosa io tu lui lei noi voi loro senza solo ancora sempre mai oggi poi bene grazie ciao c'è dell l all nell sull quindi fa fare può due anni prima dopo così ed",
        "de het een en van in is dat die op te zijn met voor niet aan er om ook als dan maar bij nog uit door over naar ik je jij hij zij ze we wij u jullie mijn jouw uw hun haar hem mij me deze dit wat wie waar hoe heeft heb hebben had was waren wordt worden werd kan kunnen zal zou wil moet geen meer al zo nu wel veel goed hier daar toen tot want of ben bent doe gaat gaan weer alleen altijd nooit omdat heel echt even alle onder na dag jaar maken bedankt graag",
    ];

    /// <summary>Word → bit set of languages, bit i for <see cref="Codes"/>[i].</summary>
    public static readonly FrozenDictionary<string, byte> Speakers = Lists
        .SelectMany((list, i) => list.Split(' ').Select(word => (word, bit: 1 << i)))
        .GroupBy(w => w.word, StringComparer.Ordinal)
        .ToFrozenDictionary(g => g.Key, g => (byte)g.Aggregate(0, (bits, w) => bits | w.bit), StringComparer.Ordinal);

    /// <summary>Endings and letter groups that are common in some languages and rare in the others: text, languages by letter of <c>e f s p d i n</c>.</summary>
    public static readonly (string Piece, byte Bits)[] Endings =
    [
        ("ing", 1), ("ght", 1), ("tion", 3), ("ould", 1), ("ness", 1), ("ment", 3), ("eux", 2), ("eau", 2), ("oire", 2), ("ais", 2), ("ait", 2), ("ez", 2), ("ción", 4), ("cion", 4),
        ("dad", 4), ("ando", 44), ("iendo", 4), ("ado", 12), ("mente", 44), ("ção", 8), ("ções", 8), ("inho", 8), ("dade", 8), ("ões", 8),
        ("ung", 16), ("lich", 16), ("isch", 16), ("heit", 16), ("keit", 16), ("chen", 16), ("zione", 32), ("zioni", 32), ("tà", 32), ("issimo", 32), ("ato", 32), ("ijk", 64), ("lijk", 64), ("heid", 64), ("tje", 64), ("aan", 64),
    ];
}
