namespace Heed.Server.Cli;

/// <summary>A command cannot go on. Told in plain words: what is wrong, and what to do.</summary>
internal sealed class Problem(int exitCode, string what, string? fix = null) : Exception(what)
{
    public int ExitCode { get; } = exitCode;

    public string? Fix { get; } = fix;

    public static Problem WrongUse(string what, string? fix = null) => new(Cli.ExitCode.WrongUse, what, fix);

    public static Problem NotFound(string what, string? fix = null) => new(Cli.ExitCode.NotFound, what, fix);

    public static Problem Failed(string what, string? fix = null) => new(Cli.ExitCode.Failed, what, fix);
}
