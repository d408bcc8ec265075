using Heed.Server.Access;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Xunit;

namespace Heed.Tests.Access;

public sealed class RoutesTests
{
    [Fact]
    public async Task Every_route_is_on_the_open_list_or_refuses_nobody_and_the_roles_below_its_policy()
    {
        await using var server = await AccessServer.StartAsync(map: app =>
        {
            foreach (var policy in Policies.Least.Keys)
                app.MapGet("/canary/" + policy, () => policy).RequireAuthorization(policy);
            app.MapGet("/canary/forgotten", () => "no policy at all");
        });
        var walk = new RouteWalk(server);

        (await walk.FaultsAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

        walk.Tried.ShouldContain("GET /canary/forgotten");
        walk.Tried.ShouldContain("GET /canary/administer");
        walk.Tried.ShouldContain("GET /settings/people");
        walk.Tried.ShouldContain("POST /account");
    }

    [Fact]
    public async Task The_walk_catches_a_route_opened_by_mistake()
    {
        await using var server = await AccessServer.StartAsync(map: app =>
        {
            app.MapGet("/canary/open", () => "open").AllowAnonymous();
            app.MapGet("/canary/administer", () => "open").RequireAuthorization(Policies.Administer).AllowAnonymous();
        });

        var faults = await new RouteWalk(server).FaultsAsync(TestContext.Current.CancellationToken);

        faults.ShouldBe(["/canary/open is open to everyone and not on the list", "/canary/administer is open to everyone and not on the list"], ignoreOrder: true);
    }
}
