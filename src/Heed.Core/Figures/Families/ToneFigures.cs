using Heed.Core.Guard;
using Heed.Core.Messages;

namespace Heed.Core.Figures.Families;

/// <summary>The aggressive answer, before it happens and after: what the guard spoke about, and what went out all the same.</summary>
internal static class ToneFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("tone.harsh-answers", FigureUnit.Share,
            new("Plainly harsh answers", "Réponses clairement dures", "Respuestas claramente duras"),
            new(FormattableString.Invariant($"Share of the brand’s messages that went out in the period which sound plainly harsh: of every hundred people, {CareFacts.HarshFrom / 10} or more would call them rude. Judged as they were sent, in English, French and Spanish, those given in a network’s own app as they came in; what cannot be judged counts as not harsh."),
                FormattableString.Invariant($"Part des messages de la marque partis pendant la période qui paraissent clairement durs : sur cent personnes, {CareFacts.HarshFrom / 10} ou plus les diraient impolis. Jugés tels qu’envoyés, en anglais, en français et en espagnol, ceux donnés dans l’application d’un réseau à leur arrivée ; ce qui ne peut être jugé compte comme non dur."),
                FormattableString.Invariant($"Proporción de los mensajes de la marca enviados en el periodo que suenan claramente duros: de cada cien personas, {CareFacts.HarshFrom / 10} o más los llamarían groseros. Se juzgan tal como se enviaron, en inglés, francés y español, los dados en la aplicación de una red al llegar; lo que no puede juzgarse cuenta como no duro.")),
            FormattableString.Invariant($"count(outbound with severity ≥ {CareFacts.HarshFrom / 1000d:0.##}) / count(outbound)"),
            new(RowSet.Answers, row => row.Harsh),
            (f, _) => Reading.Share(f.Care.HarshAnswers, f.Volume.Where(v => v.Key.Direction == Direction.Outbound).Sum(v => v.Value))) { Group = FigureGroup.Causes, Source = "S-4" },

        new("tone.drafts", FigureUnit.Messages,
            new("Drafts the guard spoke about", "Brouillons signalés", "Borradores señalados"),
            new("Drafts of answers whose tone the guard had something to say about in the period, by what became of them: sent softened, sent as they were, confirmed by the writer, held for a second reader (still waiting, approved, changed, sent back, or taken back).",
                "Brouillons de réponses dont le ton a été signalé pendant la période, selon leur sort : envoyés adoucis, envoyés tels quels, confirmés par l’auteur, retenus pour une seconde lecture (en attente, approuvés, modifiés, renvoyés ou retirés).",
                "Borradores de respuestas cuyo tono se señaló en el periodo, según qué fue de ellos: enviados suavizados, enviados tal cual, confirmados por el autor, retenidos para una segunda lectura (en espera, aprobados, cambiados, devueltos o retirados)."),
            "count(tone records) by outcome", new(RowSet.Drafts),
            (f, _) => Reading.Parts(
            [
                .. Enum.GetValues<ToneOutcome>().Select(o => new FigureCell(o.ToString().ToLowerInvariant(), f.Care.Drafts.GetValueOrDefault(o))).Where(c => c.Count > 0),
            ])) { Group = FigureGroup.Causes, Source = "S-4" },
    ];
}
