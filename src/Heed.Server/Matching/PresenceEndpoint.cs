using Heed.Core.Matching;
using Heed.Server.Access;
using Heed.Server.Design;
using Microsoft.AspNetCore.Mvc;

namespace Heed.Server.Matching;

/// <summary>The switch in the account menu: available, no new cases, away.</summary>
internal static class PresenceEndpoint
{
    public static void MapPresence(this WebApplication app) =>
        app.MapPost("/presence", ChooseAsync).RequireAuthorization(Policies.Answer).ExcludeFromDescription();

    private static async Task<IResult> ChooseAsync(
        HttpContext http, PresenceKeeper keeper, [FromForm] string? state, [FromForm(Name = "return")] string? back, CancellationToken ct)
    {
        if (Preferences.PersonOf(http.User) is { } id && Enum.TryParse<PresenceState>(state, ignoreCase: true, out var chosen) && Enum.IsDefined(chosen))
            await keeper.ChooseAsync(id, chosen, ct);
        return Results.LocalRedirect(LocalPath.Or(back, "/inbox"));
    }
}
