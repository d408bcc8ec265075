using System.Security.Claims;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace Heed.Server.Access;

/// <summary>The questions a browser's authenticator answers. The answers come back with the forms of the pages.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost("/sign-in/passkey", async (SignIn signIn) => Json(await signIn.MakePasskeyRequestOptionsAsync(null)))
            .AllowAnonymous().AddEndpointFilter(OnlyOurFormsAsync);

        app.MapPost("/account/passkey", async (ClaimsPrincipal principal, UserManager<User> users, SignIn signIn) =>
            await users.GetUserAsync(principal) is { } user
                ? Json(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? "", DisplayName = user.Name }))
                : Results.Forbid())
            .RequireAuthorization(Policies.Read).AddEndpointFilter(OnlyOurFormsAsync);

        // The person does not exist yet: the passkey is made for the id they will have.
        app.MapPost("/access/link/{secret}/passkey", async (string secret, Naming naming, AccessLinks links, SignIn signIn, TimeProvider clock, CancellationToken ct) =>
            await links.LookAsync(secret, ct) is { Kind: AccessLinkKind.Invitation } link
                ? Json(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity
                {
                    Id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(),
                    Name = link.Email ?? naming.Email ?? "",
                    DisplayName = naming.Name ?? link.Name ?? "",
                }))
                : Results.NotFound())
            .AllowAnonymous().AddEndpointFilter(OnlyOurFormsAsync);

        app.MapPost("/sign-out", async (SignIn signIn) =>
        {
            await signIn.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).AllowAnonymous().AddEndpointFilter(OnlyOurFormsAsync);
    }

    private static IResult Json(string options) => Results.Content(options, "application/json");

    private static async ValueTask<object?> OnlyOurFormsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        await context.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context.HttpContext)
            ? await next(context)
            : Results.BadRequest();

    /// <summary>What stands in the invitation's fields when the passkey is asked for.</summary>
    private sealed record Naming(string? Name = null, string? Email = null);
}
