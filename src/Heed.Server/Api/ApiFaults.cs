using Microsoft.AspNetCore.Mvc;

namespace Heed.Server.Api;

/// <summary>Every refusal under /api that has no body yet gets one: problem+json, whoever refused it. Stands before all rooms.</summary>
internal sealed class ApiFaults : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
            api => api.UseExceptionHandler().UseStatusCodePages());
        next(app);
    };

    /// <summary>Plain words for what the framework refuses.</summary>
    public static void Explain(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (!context.HttpContext.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || problem.Extensions.ContainsKey("code"))
            return;
        var (code, text) = problem.Status switch
        {
            StatusCodes.Status400BadRequest => ("bad-request", "The request cannot be read: the body is not JSON, or a field is missing or of another type than /openapi/v1.json says."),
            StatusCodes.Status401Unauthorized => ("unauthorized", "Send a token: Authorization: Bearer heed_…; one is made with: heed token create"),
            StatusCodes.Status403Forbidden => ("forbidden", "The role of this token or person does not allow this."),
            StatusCodes.Status404NotFound => ("not-found", "There is nothing under this address; /openapi/v1.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("method-not-allowed", "This address does not take this method; /openapi/v1.json says which."),
            StatusCodes.Status415UnsupportedMediaType => ("not-json", "Send the body as application/json, and the bytes of a file as application/octet-stream."),
            StatusCodes.Status429TooManyRequests => ("too-many-requests", "Too many requests; wait as Retry-After says."),
            _ => ("fault", "Something went wrong here; it has been logged."),
        };
        problem.Detail = text;
        problem.Extensions["code"] = code;
    }
}
