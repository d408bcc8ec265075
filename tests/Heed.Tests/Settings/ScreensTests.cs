using System.Net;
using Heed.Storage.Access;
using Heed.Tests.Api;
using Shouldly;
using Xunit;

namespace Heed.Tests.Settings;

public sealed class ScreensTests
{
    [Fact]
    public async Task Every_settings_page_opens_in_three_languages_for_those_it_is_for()
    {
        await using var server = await ApiServer.StartAsync();
        await server.AddMailboxAsync();
        using var administrator = await server.ProgramAsync(Role.Administrator);
        using var lead = await server.ProgramAsync(Role.Lead);
        foreach (var page in new[] { "channels", "channels/x", "channels/mail/help", "departments", "cases", "rules", "reading", "intake" })
        {
            foreach (var language in new[] { "en", "fr", "es" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/settings/" + page);
                request.Headers.Add("Accept-Language", language);
                using var response = await administrator.SendAsync(request, ApiServer.Ct);
                var html = await response.Content.ReadAsStringAsync(ApiServer.Ct);
                response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{page} {language}");
                html.ShouldContain($"<html lang=\"{language}\"");
                html.ShouldNotContain("pipe-token-of-the-tests");
            }
        }

        (await lead.GetAsync("/settings/rules", ApiServer.Ct)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await lead.GetAsync("/settings/channels", ApiServer.Ct)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
