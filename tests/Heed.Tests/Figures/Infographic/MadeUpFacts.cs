using System.Globalization;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Figures.Infographic;
using Heed.Server.Figures.Infographic.Layout;

namespace Heed.Tests.Figures.Infographic;

/// <summary>A month of a company, counted; and pages told of it.</summary>
internal static class MadeUpFacts
{
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 7, 0, 0, TimeSpan.Zero);

    /// <param name="times">Everything so many times over.</param>
    public static FigureFacts Month(long times = 1)
    {
        var facts = new FigureFacts
        {
            InboundPublic = 800 * times,
            InboundPrivate = 400 * times,
            AnsweredPublic = 600 * times,
            AnsweredPrivate = 384 * times,
            Cases = 450 * times,
            CasesAsked = 440 * times,
            CasesAskedOnSocial = 260 * times,
        };
        for (var minute = 1; minute <= 984; minute++)
        {
            facts.AnswerTimes.Add(minute * 120, times, minute * 120_000, minute * 120_000);
            if (minute <= 400)
                facts.FirstAnswerTimes.Add(minute * 120, times, minute * 120_000, minute * 120_000);
        }

        facts.Volume[("x", Direction.Inbound, Visibility.Public)] = 800 * times;
        facts.Volume[("mail", Direction.Inbound, Visibility.Private)] = 400 * times;
        for (var hour = 0; hour < 24; hour++)
            facts.CasesByQuarter[new DateTimeOffset(2026, 10, 5, hour, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 900] = (hour == 9 ? 60 : 10) * times;

        var resolved = facts.Care.Of(null, "x");
        (resolved.Cases, resolved.Read, resolved.ToDepartment) = (400 * times, 360 * times, 44 * times);
        (resolved.Boomerangs, resolved.BoomerangsStopped, resolved.BoomerangsPrevented) = (5 * times, 27 * times, 25 * times);
        resolved.Mark(CauseSet.HandedOver, CauseSet.LongWait, 52 * times);
        facts.Care.Promises[(PromiseKind.Answer, PromiseEnd.Kept, true)] = 90 * times;
        facts.Care.Promises[(PromiseKind.Answer, PromiseEnd.Broken, false)] = 10 * times;
        return facts;
    }

    public static Story Tell(FigureFacts facts, string language = "en", string brand = "Blue Harbour", string? department = null)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return Storyteller.Tell(
            FigureCatalog.Read(facts, new FigureScope(brand)), brand, department,
            Periods.Tell(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), Now, "UTC", culture),
            Now, "UTC", culture, network => network == "x" ? "X" : "Mail");
    }

    public static Scene Lay(Story story, Form form) => Page.Lay(story, new Palette(Palette.DefaultFirst, Palette.DefaultSecond), null, form);

    /// <summary>Every line of text with the place it stands in, from the page's own corner.</summary>
    public static IEnumerable<(Mark.Text Text, double Left, double Right, double Baseline)> Lines(Scene scene) => Lines(scene.Marks, 0, 0);

    private static IEnumerable<(Mark.Text, double, double, double)> Lines(IEnumerable<Mark> marks, double dx, double dy)
    {
        foreach (var mark in marks)
        {
            if (mark is Mark.Group group)
            {
                foreach (var inner in Lines(group.Marks, dx + group.Place.M31, dy + group.Place.M32))
                    yield return inner;
            }
            else if (mark is Mark.Text text)
            {
                var width = Typefaces.Width(text.Words, text.Face, text.Size, text.Tracking);
                var left = dx + text.X - text.Anchor switch { Anchor.Start => 0, Anchor.Middle => width / 2, Anchor.End => width };
                yield return (text, left, left + width, dy + text.Y);
            }
        }
    }
}
