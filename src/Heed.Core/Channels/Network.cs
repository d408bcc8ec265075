namespace Heed.Core.Channels;

/// <summary>The networks Heed speaks, by the name used in addresses, tables and commands.</summary>
public static class Network
{
    public const string X = "x";
    public const string Facebook = "facebook";
    public const string Mail = "mail";

    /// <summary>All of them, in the order people look for them.</summary>
    public static IReadOnlyList<string> All { get; } = [X, Facebook, Mail];

    /// <summary>A handle as people of that network write it.</summary>
    public static string Handle(string network, string handle) => network == X ? "@" + handle.TrimStart('@') : handle;

    /// <summary>Social networks in the sense of the published figures (F-3): not the traditional channels.</summary>
    public static bool IsSocial(string network) => network is X or Facebook;
}
