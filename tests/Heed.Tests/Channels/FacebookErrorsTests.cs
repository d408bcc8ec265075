using System.Net;
using System.Text.Json;
using CsCheck;
using Heed.Channels.Facebook;
using Heed.Core.Channels;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class FacebookErrorsTests
{
    private static SendOutcome? Judge(long code, long subcode = 0, bool repeatable = false, HttpStatusCode status = HttpStatusCode.BadRequest, TimeSpan? wait = null, bool transient = false) =>
        FacebookErrors.Judge(status, JsonElement.Parse($$$"""{"error":{"message":"Meta's words","code":{{{code}}},"error_subcode":{{{subcode}}},"is_transient":{{{(transient ? "true" : "false")}}},"fbtrace_id":"Az"}}"""), repeatable, wait);

    [Theory]
    [InlineData(190, 0)]
    [InlineData(190, 460)]
    [InlineData(190, 9999)]
    [InlineData(102, 0)]
    public void A_dead_token_disconnects(long code, long subcode) => Judge(code, subcode).ShouldBeOfType<SendOutcome.Disconnected>();

    [Theory]
    [InlineData(10, 2018278, "window-closed")]
    [InlineData(551, 1545041, "person-unreachable")]
    [InlineData(200, 1545041, "person-unreachable")]
    [InlineData(100, 2018001, "person-unknown")]
    [InlineData(100, 33, "gone")]
    [InlineData(200, 0, "permission-missing")]
    [InlineData(4711, 0, "refused")]
    public void What_will_never_work_is_refused_by_its_code(long code, long subcode, string name) =>
        Judge(code, subcode).ShouldBeOfType<SendOutcome.Refused>().Why.Code.ShouldBe($"facebook.{name}");

    [Theory]
    [InlineData(4)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(613)]
    [InlineData(80001)]
    [InlineData(80006)]
    public void A_rate_limit_waits_as_told_or_five_minutes(long code)
    {
        Judge(code, transient: true).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.FromMinutes(5));
        Judge(code, wait: TimeSpan.FromMinutes(40)).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBe(TimeSpan.FromMinutes(40));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(1200, 0)]
    [InlineData(1, 1357046)]
    public void A_stumble_may_have_sent_so_a_write_is_unknown_and_only_a_read_is_repeated(long code, long subcode)
    {
        Judge(code, subcode).ShouldBeOfType<SendOutcome.Unknown>();
        Judge(code, subcode, repeatable: true).ShouldBeOfType<SendOutcome.Retry>();
    }

    [Fact]
    public void A_block_waits_for_hours_and_the_same_text_twice_is_looked_up()
    {
        Judge(368).ShouldBeOfType<SendOutcome.Retry>().After.ShouldBeGreaterThan(TimeSpan.FromHours(1));
        Judge(506).ShouldBeOfType<SendOutcome.Unknown>();
        Judge(999, transient: true).ShouldBeOfType<SendOutcome.Unknown>();
    }

    [Fact]
    public void Whatever_Meta_answers_a_write_is_never_retried_when_it_may_have_worked() =>
        Gen.Select(Gen.Int[300, 599], Gen.Bool).Sample((status, transient) =>
        {
            var bare = FacebookErrors.Judge((HttpStatusCode)status, null, repeatable: false, null);
            bare.ShouldNotBeNull();
            if (status >= 500) bare.ShouldBeOfType<SendOutcome.Unknown>();
            if (status >= 500) Judge(98765, status: (HttpStatusCode)status, transient: transient).ShouldBeOfType<SendOutcome.Unknown>();
        });

    [Fact]
    public void A_success_is_no_error_and_an_error_in_a_200_is_one()
    {
        FacebookErrors.Judge(HttpStatusCode.OK, JsonElement.Parse("{}"), false, null).ShouldBeNull();
        Judge(190, status: HttpStatusCode.OK).ShouldBeOfType<SendOutcome.Disconnected>();
    }
}
