using System.Text.Json;

namespace Heed.Sandbox.Play;

/// <summary>The stories and the people in them, from the files built into the program.</summary>
internal sealed class StoryBook
{
    private static readonly string[] Languages = ["en", "fr", "es"];
    private readonly Dictionary<string, Persona> _people;
    private readonly Dictionary<string, Names> _names;

    public StoryBook()
    {
        var cast = Read<Cast>("people");
        _people = cast.People.ToDictionary(p => p.Id);
        _names = cast.Names;
        // One of each language in turn, so that the demo speaks all three from the first minute.
        var byLanguage = Languages.Select(l => Read<Story[]>($"stories.{l}").Select(s => s with { Lang = l }).ToArray()).ToArray();
        Stories = [.. Enumerable.Range(0, byLanguage.Max(s => s.Length)).SelectMany(i => byLanguage.Where(s => i < s.Length).Select(s => s[i]))];
    }

    public IReadOnlyList<Story> Stories { get; }

    /// <summary>The person the story was written for, or somebody new when it is told again.</summary>
    public Persona Who(Story story, int round)
    {
        var written = _people[story.Who];
        if (round == 0) return written;
        var names = _names[story.Lang];
        var pick = Math.Abs(HashCode.Combine(round, Array.IndexOf([.. Stories], story)));
        var (first, last) = (names.First[pick % names.First.Count], names.Last[pick / names.First.Count % names.Last.Count]);
        var plain = Plain($"{first}{last}");
        return new Persona($"{story.Who}-{round}", $"{first} {last}", $"{plain}{round}", $"{plain}.{round}@mail.example", story.Lang, written.City);
    }

    private static string Plain(string name) =>
        string.Concat(name.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetter)).ToLowerInvariant();

    private static T Read<T>(string name)
    {
        using var stream = typeof(StoryBook).Assembly.GetManifestResourceStream($"Heed.Sandbox.Play.{name}.json")
            ?? throw new InvalidOperationException($"Play/{name}.json was not built into the program.");
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"Play/{name}.json is empty.");
    }

    private sealed record Cast(IReadOnlyList<Persona> People, Dictionary<string, Names> Names);

    private sealed record Names(IReadOnlyList<string> First, IReadOnlyList<string> Last);
}
