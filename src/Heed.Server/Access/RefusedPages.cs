using Microsoft.AspNetCore.Diagnostics;

namespace Heed.Server.Access;

/// <summary>A refused person gets a page that says so; a refused program gets the status alone.</summary>
internal static class RefusedPages
{
    public static bool Wanted(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>The page is shown for refused forms too, and is only ever read.</summary>
    public static Task AsGetAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
