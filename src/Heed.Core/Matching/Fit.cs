namespace Heed.Core.Matching;

/// <summary>Whether a person has what a case asks for.</summary>
internal static class Fit
{
    public static bool Speaks(Agent agent, string? language) =>
        language is null || agent.Languages.Count == 0 || agent.Languages.Any(code => Same(code, language));

    /// <summary>Known to speak it, not only taken to.</summary>
    public static bool IsKnownToSpeak(Agent agent, string? language) => language is not null && agent.Languages.Any(code => Same(code, language));

    public static bool Knows(Agent agent, IReadOnlyList<string> skills) => skills.All(s => agent.Skills.Contains(s, StringComparer.OrdinalIgnoreCase));

    public static bool WorksIn(Agent agent, string shop) => agent.Shops.Contains(shop, StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything the case asks for. A shop whose people nobody has named is served by the whole department.</summary>
    public static bool Serves(WaitingCase waiting, Agent agent, IEnumerable<Agent> department) =>
        Speaks(agent, waiting.Language) && Knows(agent, waiting.Skills)
        && (waiting.Shop is not { } shop || WorksIn(agent, shop) || !department.Any(a => !a.Disabled && WorksIn(a, shop)));

    // The customer writes pt-BR where the profile says pt.
    private static bool Same(string code, string language) => language.StartsWith(code, StringComparison.OrdinalIgnoreCase)
        && (language.Length == code.Length || language[code.Length] is '-' or '_');
}
