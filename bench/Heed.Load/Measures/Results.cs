using System.Globalization;
using System.Text;

namespace Heed.Load.Measures;

/// <summary>One run's table: shown, and appended to <c>bench/results/&lt;name&gt;.md</c>.</summary>
internal sealed class Results(string name, string what, params string[] columns)
{
    private readonly List<string[]> rows = [];
    private readonly List<string> notes = [];

    public void Row(params string[] cells) => rows.Add(cells);

    public void Note(string note) => notes.Add(note);

    public async Task WriteAsync(string machine, CancellationToken ct)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC · {what}\n\n{machine}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select((_, i) => i == 0 ? "---|" : "---:|"))}\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
        foreach (var note in notes)
            text.Append(CultureInfo.InvariantCulture, $"\n{note}\n");

        Console.WriteLine(text);
        await File.AppendAllTextAsync(Path.Combine(Folder(), name + ".md"), text.Append('\n').ToString(), ct);
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Heed.slnx")))
                return Directory.CreateDirectory(Path.Combine(folder.FullName, "bench", "results")).FullName;
        }

        return Environment.CurrentDirectory;
    }
}
