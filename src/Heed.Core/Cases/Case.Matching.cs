namespace Heed.Core.Cases;

/// <summary>The part of the fold that says who can take the case.</summary>
public sealed partial class Case
{
    /// <summary>Skills that whoever takes it needs, by the rule that routed it; separated by a line feed.</summary>
    public string Skills { get; private set; } = "";

    public IReadOnlyList<string> NeededSkills => Skills.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Need(IReadOnlyList<string>? skills) => Skills = string.Join('\n', skills ?? []);
}
