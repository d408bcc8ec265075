namespace Heed.Server.Figures.Import;

/// <summary>The brands of a history, numbered as they are met; a handle means the same brand in any case.</summary>
internal sealed class BrandNames
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = [];

    public IReadOnlyList<string> Names => names;

    public int Note(string handle)
    {
        if (!numbers.TryGetValue(handle, out var number))
        {
            numbers[handle] = number = names.Count;
            names.Add(handle);
        }

        return number;
    }

    public int? Find(ReadOnlySpan<char> handle) =>
        numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(handle, out var number) ? number : null;
}
