using Heed.Server.Settings;
using Heed.Storage.Access;
using Heed.Tests.Access;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.Tests.Settings;

public sealed class CaseTimesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_sets_them_on_the_screen_and_is_told_in_plain_words_what_is_wrong()
    {
        await using var server = await AccessServer.StartAsync();
        var (admin, _) = await server.SignedInAsync(Role.Administrator);
        (await admin.GetStringAsync("/settings/cases", Ct)).ShouldContain("value=\"72\"");

        (await SendAsync(admin, "14", "0", "48")).ShouldContain("role=\"status\"");
        (await CatalogAsync(server)).ShouldBe(new CaseTimes(14, 0, 48));
        (await admin.GetStringAsync("/settings/cases", Ct)).ShouldContain("value=\"48\"");

        foreach (var (reopen, sameThread, quiet, words) in new[]
        {
            ("7", "24", "0", "The silence is a whole number of hours, from 1 to 8760."),
            ("7", "24", "soon", "The silence is a whole number of hours"),
            ("366", "24", "72", "The time to reopen by a reply is a whole number of days, from 0 to 365."),
            ("7", "-1", "72", "The time to reopen in the same thread is a whole number of hours, from 0 to 720."),
        })
        {
            var page = await SendAsync(admin, reopen, sameThread, quiet);
            page.ShouldContain(words);
            page.ShouldContain($"value=\"{quiet}\"");
            (await CatalogAsync(server)).ShouldBe(new CaseTimes(14, 0, 48));
        }
    }

    [Fact]
    public void The_usual_times_are_those_of_the_decision() =>
        CaseTimes.Default.ShouldSatisfyAllConditions(t => t.ShouldBe(new CaseTimes(7, 24, 72)), t => t.Fault.ShouldBeNull(), t => CaseTimes.Read(t.Write()).ShouldBe(t));

    private static async Task<CaseTimes> CatalogAsync(AccessServer server) =>
        (await server.App.Services.GetRequiredService<ChannelCatalog>().GetAsync(Ct)).CaseTimes;

    private static async Task<string> SendAsync(HttpClient admin, string reopen, string sameThread, string quiet) =>
        await (await AccessServer.SendFormAsync(admin, "/settings/cases", "case-times", new() { ["reopen"] = reopen, ["same-thread"] = sameThread, ["quiet"] = quiet })).Content.ReadAsStringAsync(Ct);
}
