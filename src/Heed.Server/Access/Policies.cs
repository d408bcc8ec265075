using Heed.Storage.Access;
using Microsoft.AspNetCore.Authorization;

namespace Heed.Server.Access;

/// <summary>What a route asks for. Each policy is met by its role and by those above it.</summary>
internal static class Policies
{
    public const string Read = "read";
    public const string Answer = "answer";
    public const string Lead = "lead";
    public const string Administer = "administer";

    /// <summary>Policies and the least role that meets them.</summary>
    public static IReadOnlyDictionary<string, Role> Least { get; } = new Dictionary<string, Role>
    {
        [Read] = Role.Reader,
        [Answer] = Role.Agent,
        [Lead] = Role.Lead,
        [Administer] = Role.Administrator,
    };

    public static void AddPolicies(this IServiceCollection services) => services.AddAuthorization(options =>
    {
        // A route that forgot its policy is for signed-in people, never for everyone.
        options.FallbackPolicy = options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        foreach (var (name, least) in Least)
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireRole(Enum.GetValues<Role>().Where(r => r >= least).Select(r => r.ToString())));
    });
}
