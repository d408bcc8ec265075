using System.Security.Claims;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Design;

/// <summary>Who looks at a screen, and how they want to see it. Small and serialisable: static pages hand it to interactive ones.</summary>
/// <param name="Zone">IANA name; always one this machine knows.</param>
public sealed record Viewer(Guid Id, string Name, Role Role, string Zone, bool Shortcuts)
{
    public bool MayAnswer => Role >= Role.Agent;

    public bool Leads => Role >= Role.Lead;

    /// <summary>Reads the signed-in person of a request.</summary>
    public static async Task<Viewer> OfAsync(HttpContext http, CancellationToken ct)
    {
        var id = Preferences.PersonOf(http.User) ?? Guid.Empty;
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(ct);
        var person = await db.Users.AsNoTracking().Where(u => u.Id == id).Select(u => new { u.Name, u.Role, u.TimeZone, u.Shortcuts }).FirstOrDefaultAsync(ct);
        var zone = person?.TimeZone ?? Uri.UnescapeDataString(http.Request.Cookies[Preferences.ZoneCookie] ?? "UTC");
        return new Viewer(
            id,
            person?.Name ?? http.User.FindFirstValue(ClaimTypes.Name) ?? "",
            person?.Role ?? Role.Reader,
            TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : "UTC",
            person?.Shortcuts ?? true);
    }
}
