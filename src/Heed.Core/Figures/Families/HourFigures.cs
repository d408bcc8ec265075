namespace Heed.Core.Figures.Families;

/// <summary>When the work comes and when it is done.</summary>
internal static class HourFigures
{
    public static readonly IReadOnlyList<FigureDefinition> All =
    [
        new("answers.by-hour", FigureUnit.Messages,
            new("Answers by hour and weekday", "Réponses par heure et jour", "Respuestas por hora y día"),
            new("Messages of the brand that went out in the period, by weekday and hour of the chosen time zone.",
                "Messages de la marque partis pendant la période, par jour et heure du fuseau choisi.",
                "Mensajes de la marca enviados en el periodo, por día y hora de la zona horaria elegida."),
            "count(outbound) by weekday × hour", new(RowSet.Answers), (f, zone) => Reading.Parts(WeekHours.Of(f.AnswersByQuarter, zone))) { Group = FigureGroup.Hours, Source = "F-6" },

        new("cases.by-hour", FigureUnit.Cases,
            new("Cases by hour and weekday", "Dossiers par heure et jour", "Casos por hora y día"),
            new("Cases opened in the period, by weekday and hour of the chosen time zone.",
                "Dossiers ouverts pendant la période, par jour et heure du fuseau choisi.",
                "Casos abiertos en el periodo, por día y hora de la zona horaria elegida."),
            "count(cases opened) by weekday × hour", new(RowSet.Cases), (f, zone) => Reading.Parts(WeekHours.Of(f.CasesByQuarter, zone))) { Group = FigureGroup.Hours, Source = "F-5" },
    ];
}
