using System.Text.Json;
using Heed.Core.Guard;
using Heed.Storage.Guard;

namespace Heed.Server.Guard;

/// <summary>An answer that waits, with what a reader needs to decide.</summary>
/// <param name="Asked">The customer's last message before it; null when there is none left.</param>
public sealed record SecondLookView(SecondLook Look, long CaseNumber, string CustomerName, string? DepartmentName, string? Asked, string? AskedLanguage, bool AskedVeiled, Guid? AskedId)
{
    public IReadOnlyList<ToneMark> Marks { get; } = JsonSerializer.Deserialize<List<ToneMark>>(Look.Marks) ?? [];

    /// <summary>The answer in calmer words: where a reader begins who changes it.</summary>
    public string Calmer { get; } = ToneReader.Soften(Look.Text, new ToneVerdict(Look.Language, 0, [], [], null)) is { Length: > 0 } calmer ? calmer : Look.Text;

    public int FileCount { get; } = JsonSerializer.Deserialize<List<Guid>>(Look.Files)?.Count ?? 0;
}

/// <summary>How much abuse somebody met.</summary>
public sealed record VeilCount(string Name, int Opened);
