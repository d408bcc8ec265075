using System.Globalization;
using System.Net;
using Heed.Server.Access;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Heed.Tests.Access;

/// <summary>Knocks on every route of the server as nobody and as every role, and tells what opened that should not have.</summary>
internal sealed class RouteWalk(AccessServer server)
{
    /// <summary>Routes that were found protected and tried.</summary>
    public List<string> Tried { get; } = [];

    public async Task<IReadOnlyList<string>> FaultsAsync(CancellationToken ct)
    {
        var faults = new List<string>();
        using var nobody = server.Browser();
        var people = new Dictionary<Role, HttpClient[]>();
        foreach (var role in Enum.GetValues<Role>())
            people[role] = [(await server.SignedInAsync(role)).Browser, await server.ProgramAsync(role)];

        foreach (var endpoint in server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = endpoint.RoutePattern.RawText ?? "";
            if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            {
                if (!AnonymousRoutes.Allows(pattern, endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null))
                    faults.Add($"{pattern} is open to everyone and not on the list");
                continue;
            }

            var least = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().Select(p => Policies.Least[p]).DefaultIfEmpty(Role.Reader).Max();
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var path = PathOf(endpoint.RoutePattern);
                Tried.Add($"{method} {pattern}");
                var answer = await KnockAsync(nobody, method, path, ct);
                if (!IsRefused(answer))
                    faults.Add($"{method} {pattern} answers {(int)answer.StatusCode} to nobody");
                foreach (var (role, clients) in people)
                {
                    foreach (var client in clients)
                    {
                        if (role >= least && method != "GET")
                            continue; // allowed to act: not ours to do here
                        var status = (await KnockAsync(client, method, path, ct)).StatusCode;
                        if (role < least != (status == HttpStatusCode.Forbidden))
                            faults.Add($"{method} {pattern} answers {(int)status} to {role}");
                    }
                }
            }
        }

        return faults;
    }

    private static bool IsRefused(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Unauthorized
        || (answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.PathAndQuery.StartsWith("/sign-in?", StringComparison.Ordinal)); // a redirect has a location

    private static async Task<HttpResponseMessage> KnockAsync(HttpClient client, string method, string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    private static string PathOf(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(Fill))));

    private static string Fill(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter when Has(parameter, "guid") => Guid.CreateVersion7().ToString(),
        RoutePatternParameterPart parameter when Has(parameter, "int") || Has(parameter, "long") => 1.ToString(CultureInfo.InvariantCulture),
        _ => "x",
    };

    private static bool Has(RoutePatternParameterPart parameter, string policy) => parameter.ParameterPolicies.Any(p => p.Content?.StartsWith(policy, StringComparison.Ordinal) == true);
}
