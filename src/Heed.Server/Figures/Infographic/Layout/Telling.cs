namespace Heed.Server.Figures.Infographic.Layout;

/// <summary>The page in sentences, for those who cannot see it.</summary>
internal static class Telling
{
    public static string Of(Story story) => string.Join(' ', Sentences(story));

    private static IEnumerable<string> Sentences(Story story)
    {
        if (story.IsEmpty)
            yield return $"{story.Say("empty.title")}. {story.Say("empty.text")}";
        if (story.Answered is { } answered)
        {
            yield return $"{answered.All.Value} {story.Say("answered.text")} ({Beside(story, answered.Published)}; {answered.All.SmallPrint}).";
            if (answered is { Public: { } open, Private: { } closed })
                yield return $"{story.Say("answered.public")}: {open.Value}. {story.Say("answered.private")}: {closed.Value}.";
        }

        if (story.Wait is { } wait)
        {
            if (wait.Median is { } median)
                yield return $"{median.Value} {story.Say("wait.median")} ({median.SmallPrint}).";
            if (wait.WithinHour is { } hour)
                yield return $"{hour.Value} {story.Say("wait.hour")} ({hour.SmallPrint}).";
        }

        if (story.Causes is { } causes)
        {
            yield return $"{story.Say("causes.title")}.";
            foreach (var row in causes.Rows)
                yield return $"{row.Name}: {Beside(story, row.Published)}; {story.Say("causes.seen")} {row.Seen.Value}{(row.Said is { } said ? $"; {story.Say("causes.said")} {said.Value}" : "")}.";
        }

        if (story.Beginnings is { } begin)
        {
            if (begin.Social is { } social)
                yield return $"{social.Value} {story.Say("begin.social")} ({Beside(story, begin.Published)}; {social.SmallPrint}).";
            yield return $"{story.Say("begin.volume")}: {string.Join(", ", begin.Channels.Select(c => $"{c.Name} {Told.Count(c.Messages, story.Language)}"))}.";
        }

        if (story.Hours is { } hours)
            yield return $"{hours.Busiest}.";
        foreach (var stat in story.Stats)
            yield return $"{stat.Figure.Value} {stat.Label} ({stat.Figure.SmallPrint}).";
    }

    private static string Beside(Story story, Core.Figures.Published published) =>
        story.Say("published-mark", Told.Percent(published.Value, story.Language), published.Source);
}
