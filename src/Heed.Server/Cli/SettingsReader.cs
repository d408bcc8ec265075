using Microsoft.Extensions.Configuration;

namespace Heed.Server.Cli;

/// <summary>Fills <see cref="HeedOptions"/>: appsettings.json beside the program, then the one in the folder it is run from, then <c>HEED_…</c> variables. The command line comes last and wins.</summary>
internal static class SettingsReader
{
    private const string Prefix = "HEED_";

    // They name secrets and knobs of channels, not settings of the server.
    private const string ChannelPrefix = "HEED_CHANNEL_";

    /// <exception cref="Problem">A file or a variable cannot be read; the message names it.</exception>
    public static HeedOptions Read(Shell shell)
    {
        var options = new HeedOptions();
        foreach (var file in Files(shell))
            Bind(options, FileSection(file), $"the section 'Heed' of {file}");
        Bind(options, Variables(shell), "the HEED_… variables");
        return options;
    }

    private static IEnumerable<string> Files(Shell shell) =>
        new[] { AppContext.BaseDirectory, shell.Folder }.Select(f => Path.GetFullPath(Path.Combine(f, "appsettings.json"))).Distinct().Where(File.Exists);

    private static IConfiguration FileSection(string file)
    {
        try
        {
            return new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build().GetSection("Heed");
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw Problem.WrongUse($"{file} cannot be read: {(e.InnerException ?? e).Message}", "Correct the file, or remove it.");
        }
    }

    // HEED_PUBLIC_URL and HEED_PublicUrl are the same; HEED_KNOWN_PROXIES__0 is the first of a list.
    private static IConfiguration Variables(Shell shell) => new ConfigurationBuilder()
        .AddInMemoryCollection(shell.Environment
            .Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !v.Key.StartsWith(ChannelPrefix, StringComparison.OrdinalIgnoreCase) && v.Value.Length > 0)
            .Select(v => KeyValuePair.Create(v.Key[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), (string?)v.Value))
            .DistinctBy(v => v.Key, StringComparer.OrdinalIgnoreCase))
        .Build();

    private static void Bind(HeedOptions options, IConfiguration from, string place)
    {
        try
        {
            from.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw Problem.WrongUse($"A setting in {place} cannot be used: {e.Message}{(e.InnerException is { } inner ? " " + inner.Message : "")}", "docs/configure.md lists every setting and what it takes.");
        }
    }
}
