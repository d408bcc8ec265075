using System.CommandLine;
using Heed.Storage.Access;

namespace Heed.Server.Cli;

/// <summary>Roles as the command line writes them.</summary>
internal static class RoleWord
{
    public static Option<string> Option()
    {
        var option = new Option<string>("--role") { Required = true, HelpName = "ROLE", Description = "administrator, lead, agent or reader (read-only)." };
        // The case is the writer's; "read-only" is how people call the reader.
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }] && Find(word) is null)
                result.AddError($"--role cannot be '{word}'. Known: {string.Join(", ", Enum.GetValues<Role>().Select(Of))}");
        });
        return option;
    }

    public static string Of(Role role) => role switch
    {
        Role.Reader => "reader",
        Role.Agent => "agent",
        Role.Lead => "lead",
        Role.Administrator => "administrator",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The role of a word that passed the option's check.</summary>
    public static Role Of(string word) => Find(word) ?? throw new System.Diagnostics.UnreachableException();

    private static Role? Find(string word) => word.ToLowerInvariant() switch
    {
        "reader" or "read-only" or "readonly" => Role.Reader,
        "agent" => Role.Agent,
        "lead" or "team-lead" => Role.Lead,
        "administrator" or "admin" => Role.Administrator,
        _ => null,
    };
}
