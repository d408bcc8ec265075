using System.Collections.Frozen;

namespace Heed.Core.Language;

/// <summary>Words that turn what follows into its opposite, folded.</summary>
internal static class Negations
{
    private static readonly FrozenSet<string> Words = (
        "not no never none nothing cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt hasnt havent hadnt aint without "
        + "pas jamais rien aucun aucune sans plus nunca jamas nada sin ni tampoco ningun ninguna nao nem sem nenhum nenhuma "
        + "nicht kein keine keinen nie niemals ohne nichts non mai senza niente nessuno nessuna niet geen nooit zonder niets")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<uint> Hashes = Words.Select(w => TextHash.Of(w)).ToFrozenSet();

    public static bool Has(uint word) => Hashes.Contains(word);

    public static bool Has(ReadOnlySpan<char> word) => word.Length is > 1 and < 10 && Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
}
