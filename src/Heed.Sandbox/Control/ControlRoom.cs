using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Heed.Sandbox.Play;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.Control;

/// <summary>The control API, under <c>/_sandbox</c>.</summary>
internal static class ControlRoom
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", () => Results.Text("ok"));
        var api = app.MapGroup("/_sandbox");

        api.MapGet("/accounts", (BrandAccounts accounts) => accounts.All.Select(a => new { a.Network, a.Account, a.ExternalId, a.Handle, a.Name, a.Address, a.Plan }));
        api.MapPost("/accounts", (BrandAccount account, BrandAccounts accounts) =>
        {
            accounts.Register(account);
            return Results.Created($"/_sandbox/accounts/{account.Network}/{account.Account}", new { account.Network, account.Account });
        });
        api.MapPost("/accounts/{network}/{account}/handshake", async (string network, string account, BrandAccounts accounts, Handshake handshake, CancellationToken ct) =>
            await handshake.ShakeAsync(accounts.Get(network, account), ct) is { } problem
                ? Results.Problem(problem, statusCode: StatusCodes.Status502BadGateway)
                : Results.Ok(new { valid = true }));

        api.MapPost("/say", (SayRequest request, ControlDesk desk, CancellationToken ct) => desk.SayAsync(request, ct));
        api.MapPost("/edit", async (EditRequest request, ControlDesk desk, CancellationToken ct) => new { externalId = await desk.EditAsync(request, ct) });
        api.MapPost("/delete", async (DeleteRequest request, ControlDesk desk, CancellationToken ct) =>
        {
            await desk.DeleteAsync(request, ct);
            return Results.NoContent();
        });
        api.MapPost("/native", async (NativeRequest request, ControlDesk desk, CancellationToken ct) => new { externalId = await desk.NativeAsync(request, ct) });

        api.MapGet("/state", (ControlDesk desk) => desk.State());
        api.MapGet("/ledger", (SandboxLedger ledger) => new { said = ledger.Said, done = ledger.Done });
        api.MapGet("/outbox", (SandboxLedger ledger) => ledger.Done);
        api.MapPost("/check", (CheckRequest request, ControlDesk desk) => desk.Check(request));
        api.MapPost("/quiesce", async (ControlDesk desk, double? seconds, CancellationToken ct) =>
        {
            var pending = await desk.QuiesceAsync(TimeSpan.FromSeconds(seconds ?? 60), ct);
            return pending == 0 ? Results.Ok(new { pending }) : Results.Json(new { pending }, statusCode: StatusCodes.Status408RequestTimeout);
        });

        api.MapGet("/faults", (FaultBoard faults) => faults.All);
        api.MapPut("/faults", (FaultOrder order, FaultBoard faults, TimeProvider clock) =>
        {
            faults.Set(order.Network, order.OutageSeconds is { } seconds ? order.Faults with { OutageUntil = clock.GetUtcNow().AddSeconds(seconds) } : order.Faults);
            return faults.All;
        });

        api.MapGet("/suggest", (string network, string account, string externalId, DemoPlay play) =>
            play.Suggest(network, account, externalId) is { } suggestion ? Results.Ok(suggestion) : Results.NotFound());
    }
}

/// <param name="Network">Null or <c>*</c>: all.</param>
/// <param name="Faults">The whole set; what is left out is off.</param>
/// <param name="OutageSeconds">The network is away from now on, for so long.</param>
public sealed record FaultOrder(FaultSettings Faults, string? Network = null, double? OutageSeconds = null);
