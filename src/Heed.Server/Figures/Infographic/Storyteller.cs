using System.Globalization;
using Heed.Core.Figures;
using Heed.Core.Figures.Families;
using Heed.Core.Guard;

namespace Heed.Server.Figures.Infographic;

/// <summary>Chooses what a board should see, and says it. What cannot be told is left out and named.</summary>
internal static class Storyteller
{
    private static readonly (string Id, string Word)[] Prevented = [("promises.kept", "promises"), ("hand-overs.to-department", "hand-overs"), ("boomerangs.prevented", "boomerangs")];
    private static readonly string[] Elsewhere = ["churn", "switched", "spend"];
    private static readonly (string Id, string Word)[] Limits = [("answered-within.15m", "15m"), ("answered-within.1h", "1h"), ("answered-within.24h", "24h"), ("direct-answer-rate", "later")];

    /// <param name="brand">As it stands on the page.</param>
    /// <param name="networks">Names of the networks in the language.</param>
    public static Story Tell(
        IReadOnlyList<Figure> figures, string brand, string? department, string period, DateTimeOffset now, string zone, CultureInfo language, Func<string, string> networks)
    {
        Told? Of(string id) => Told.Of(figures, id, language);
        string Say(string key, params ReadOnlySpan<object?> places) => InfographicWords.In(language, key, places);
        Published Beside(string id) => figures.First(f => f.Definition.Id == id).Definition.Published!; // these have one
        long N(string id) => figures.First(f => f.Definition.Id == id).Reading.N;

        var answered = Of("direct-answer-rate") is { } all
            ? new AnsweredPart(all, Of("response-rate.public"), Of("response-rate.private"), Beside("direct-answer-rate"))
            : null;
        var wait = Wait(Of, Say);
        var causes = Causes(figures, Of, Say, language);
        var channels = Channels(figures, networks);
        var beginnings = channels.Count > 0 ? new BeginningPart(Of("began-on-social"), Beside("began-on-social"), channels) : null;
        var stats = Prevented.Select(s => Of(s.Id) is { } told ? new StatPart(told, Say($"stat.{s.Word}"), Say($"stat.{s.Word}.detail")) : null).OfType<StatPart>().ToList();
        var hours = Hours(figures, Say, language);

        return new Story
        {
            Language = language,
            Brand = brand,
            Period = period,
            Department = department,
            Made = Periods.Day(Periods.DayOf(now, zone), language),
            Messages = N("inbound-messages"),
            Cases = N("cases"),
            Answered = answered,
            Wait = wait,
            Causes = causes,
            Beginnings = beginnings,
            Hours = hours,
            Stats = stats,
            Context = [.. Elsewhere.Select(c => new ContextPart(Say($"context.{c}.value"), Say($"context.{c}"), Say($"context.{c}.source")))],
            Untold =
            [
                .. new (bool Untold, string Name)[]
                {
                    (answered is null, "answered"), (wait?.Median is null, "wait"), (causes is null, "causes"),
                    (causes is not null && causes.Rows.All(r => r.Said is null), "said"), (beginnings?.Social is null, "social"), (hours is null, "hours"),
                    (Of("promises.kept") is null, "promises"), (Of("hand-overs.to-department") is null, "hand-overs"), (Of("boomerangs.prevented") is null, "boomerangs"),
                }.Where(u => u.Untold).Select(u => Say($"untold.{u.Name}")),
            ],
        };
    }

    private static WaitPart? Wait(Func<string, Told?> of, Say say)
    {
        var (median, hour) = (of("first-answer-time.median"), of("answered-within.1h"));
        if (median is null && hour is null)
            return null;
        WaitStep[] steps = hour?.Share is null
            ? []
            : [.. Limits.Select(limit => new WaitStep(say($"within.{limit.Word}"), of(limit.Id)?.Share ?? 0))];
        return new WaitPart(median, of("first-answer-time.p90"), hour, steps);
    }

    private static CausePart? Causes(IReadOnlyList<Figure> figures, Func<string, Told?> of, Say say, CultureInfo language)
    {
        var read = of("cause.read");
        var nothingRead = figures.First(f => f.Definition.Id == "cause.read").Reading.Value is null or 0;
        var rows = new List<CauseRow>();
        foreach (var cause in CauseSets.All)
        {
            var id = FourCauses.IdOf(cause, byCustomer: false);
            if (of(id) is not { } seen)
                return null;
            rows.Add(new CauseRow(cause, say($"cause.{cause}"), seen.Figure.Definition.Published!, seen, nothingRead ? null : of(FourCauses.IdOf(cause, byCustomer: true))));
        }

        var cases = Told.Count(rows[0].Seen.Figure.Reading.N, language);
        return new CausePart(rows, nothingRead || read is null ? say("causes.base", cases) : say("causes.base-read", cases, read.Value), say("causes.caution"));
    }

    private static List<ChannelVolume> Channels(IReadOnlyList<Figure> figures, Func<string, string> networks)
    {
        var volume = figures.First(f => f.Definition.Id == "volume.by-channel").Reading;
        return [.. (volume.Cells ?? []).Where(c => c.Count > 0).Select(c => new ChannelVolume(c.Key, networks(c.Key), c.Count, (double)c.Count / volume.N))];
    }

    private static HoursPart? Hours(IReadOnlyList<Figure> figures, Say say, CultureInfo language)
    {
        var hours = figures.First(f => f.Definition.Id == "cases.by-hour").Reading;
        if (hours.N < Told.Enough || hours.Cells is not { Count: 168 } cells)
            return null;
        var counts = cells.Select(c => c.Count).ToList();
        var busiest = counts.IndexOf(counts.Max());
        var day = language.DateTimeFormat.DayNames[((busiest / 24) + 1) % 7];
        return new HoursPart(counts, say("hours.busiest", day, Hour(busiest % 24), Hour((busiest % 24) + 1)), say("hours.base", Told.Count(hours.N, language)));
    }

    private static string Hour(int hour) => hour.ToString(CultureInfo.InvariantCulture);

    private delegate string Say(string key, params ReadOnlySpan<object?> places);
}
