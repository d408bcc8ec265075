using Heed.Server.Cli;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace Heed.Tests.Cli;

public sealed class PlainLogTests
{
    private static readonly Action<ILogger, Exception?> LogFailed = LoggerMessage.Define(LogLevel.Error, new EventId(1), "The start did not go through");

    [Fact]
    public async Task What_ending_the_command_cancels_is_no_error_and_everything_else_still_is()
    {
        using var ending = new CancellationTokenSource();
        using var written = new StringWriter();
        using var log = new PlainLog(written, ending.Token);
        var logger = log.CreateLogger("Orleans");

        LogFailed(logger, new OperationCanceledException());
        written.ToString().ShouldContain("error: The start did not go through");

        await ending.CancelAsync();
        var before = written.ToString();
        LogFailed(logger, new TaskCanceledException());
        written.ToString().ShouldBe(before);

        LogFailed(logger, new IOException("the disk is full"));
        written.ToString().ShouldContain("the disk is full");
    }
}
