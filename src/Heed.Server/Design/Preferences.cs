using System.Security.Claims;
using Heed.Storage;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Design;

/// <summary>Language, theme, zone and shortcuts: kept with the person, carried by cookies so that pages need no extra read.</summary>
internal static class Preferences
{
    public const string CultureCookie = "heed.culture";
    public const string ThemeCookie = "heed.theme";
    public const string ZoneCookie = "heed.zone";

    public static readonly IReadOnlyList<(string Culture, string Name)> Cultures = [("en", "English"), ("fr", "Français"), ("es", "Español")];

    public static void Map(WebApplication app)
    {
        // A new browser of a known person: their choices, once.
        app.Use(async (http, next) =>
        {
            if (HttpMethods.IsGet(http.Request.Method) && !http.Request.Cookies.ContainsKey(CultureCookie) && PersonOf(http.User) is { } id
                && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
                await RecallAsync(http, id);
            await next(http);
        });
        app.MapPost("/preferences", SaveAsync).AllowAnonymous();
    }

    /// <summary>The cookie's language; the middleware above has put the person's own there.</summary>
    public static RequestLocalizationOptions Localization()
    {
        string[] cultures = [.. Cultures.Select(c => c.Culture)];
        var options = new RequestLocalizationOptions().SetDefaultCulture("en").AddSupportedCultures(cultures).AddSupportedUICultures(cultures);
        options.ApplyCurrentCultureToResponseHeaders = true;
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(http =>
            {
                var chosen = http.Items[CultureCookie] as string ?? http.Request.Cookies[CultureCookie];
                return Task.FromResult(chosen is null ? null : new ProviderCultureResult(chosen));
            }),
            new AcceptLanguageHeaderRequestCultureProvider { Options = options },
        ];
        return options;
    }

    public static Guid? PersonOf(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    private static async Task RecallAsync(HttpContext http, Guid id)
    {
        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContextAsync(http.RequestAborted);
        var person = await db.Users.AsNoTracking().Where(u => u.Id == id).Select(u => new { u.Language, u.Theme }).FirstOrDefaultAsync(http.RequestAborted);
        if (person?.Language is { } language)
        {
            http.Items[CultureCookie] = language;
            Keep(http, CultureCookie, language);
        }

        if (person?.Theme is { } theme && !http.Request.Cookies.ContainsKey(ThemeCookie))
            Keep(http, ThemeCookie, theme);
    }

    private static async Task<IResult> SaveAsync(
        HttpContext http, IDbContextFactory<HeedDb> dbs, [FromForm] string? culture, [FromForm] string? theme, [FromForm] string? shortcuts, [FromForm(Name = "return")] string? back, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = PersonOf(http.User) is { } id ? await db.Users.FirstOrDefaultAsync(u => u.Id == id, ct) : null;
        if (Cultures.Any(c => c.Culture == culture))
        {
            Keep(http, CultureCookie, culture);
            if (person is not null)
                person.Language = culture;
        }

        if (theme is "light" or "dark" or "system")
        {
            Keep(http, ThemeCookie, theme == "system" ? null : theme);
            if (person is not null)
                person.Theme = theme == "system" ? null : theme;
        }

        if (shortcuts is "on" or "off" && person is not null)
            person.Shortcuts = shortcuts == "on";
        await db.SaveChangesAsync(ct);
        return Results.LocalRedirect(back is ['/', not ('/' or '\\'), ..] ? back : "/inbox");
    }

    public static void Keep(HttpContext http, string cookie, string? value)
    {
        var options = new CookieOptions { Path = "/", MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, HttpOnly = true, Secure = http.Request.IsHttps };
        if (value is null)
            http.Response.Cookies.Delete(cookie, options);
        else
            http.Response.Cookies.Append(cookie, value, options);
    }
}
