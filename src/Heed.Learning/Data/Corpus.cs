namespace Heed.Learning.Data;

/// <summary>The examples of one task, in their three parts. Each text once.</summary>
internal sealed class Corpus
{
    private readonly Dictionary<Part, List<Example>> _parts = new() { [Part.Train] = [], [Part.Tune] = [], [Part.Test] = [] };

    public IReadOnlyList<Example> Train => _parts[Part.Train];

    public IReadOnlyList<Example> Tune => _parts[Part.Tune];

    public IReadOnlyList<Example> Test => _parts[Part.Test];

    public required IReadOnlyList<Source> Sources { get; init; }

    /// <param name="folder">The data folder; sets that are not in it are left out.</param>
    /// <param name="permissive">Leave out sets whose licence is not plainly permissive.</param>
    public static Corpus Of(string task, string folder, bool permissive)
    {
        var sources = Source.List(folder).Where(s => s.Task == task && (s.Permissive || !permissive) && File.Exists(Path.Combine(folder, s.File))).ToList();
        var corpus = new Corpus { Sources = sources };
        var seen = new HashSet<(uint, string)>();
        foreach (var source in sources)
        {
            foreach (var example in source.Read(folder))
            {
                if (seen.Add((Split.Hash(example.Text), example.Language)) && (example.Part == Part.Train || !source.TrainOnly))
                    corpus._parts[example.Part].Add(example);
            }
        }

        return corpus;
    }
}
