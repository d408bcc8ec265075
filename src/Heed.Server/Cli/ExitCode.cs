namespace Heed.Server.Cli;

/// <summary>What a command tells the script that ran it.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>It was tried and did not work.</summary>
    public const int Failed = 1;

    /// <summary>The command line or a setting cannot be used as it is.</summary>
    public const int WrongUse = 2;

    /// <summary>What was asked for is not there, or a check found something wrong.</summary>
    public const int NotFound = 3;
}
