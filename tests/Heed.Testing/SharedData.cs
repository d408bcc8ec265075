namespace Heed.Testing;

/// <summary>Finds the data that lies beside the repository and is not part of it; tests that want it skip where it is absent.</summary>
public static class SharedData
{
    private static readonly string? Root = FindRoot();

    /// <summary>Full path of a file or folder under the sibling folder <c>shared</c>, or null when it is not there.</summary>
    public static string? Find(string relative) =>
        Root is not null && Path.Combine(Root, relative) is var path && Path.Exists(path) ? path : null;

    private static string? FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "platforms", "test-vectors.json")))
                return shared;
        }

        return null;
    }
}
