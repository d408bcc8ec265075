using System.Collections.Concurrent;

namespace Heed.Core.Language;

/// <summary>The models inside the product, each read when first asked for.</summary>
public static class ShippedModels
{
    private static readonly ConcurrentDictionary<string, TextModel?> Read = new(StringComparer.Ordinal);

    /// <summary>Null: there is none for this task.</summary>
    public static TextModel? Of(string task) => Read.GetOrAdd(task, static task =>
    {
        using var file = typeof(ShippedModels).Assembly.GetManifestResourceStream($"language/{task}.model");
        return file is null ? null : TextModel.Read(file);
    });

    /// <summary>What they were made from, how good they are and where they end.</summary>
    public static string? Card()
    {
        using var file = typeof(ShippedModels).Assembly.GetManifestResourceStream("language/CARD.md");
        return file is null ? null : new StreamReader(file).ReadToEnd();
    }
}
