using System.Globalization;

namespace Heed.Server.Cli;

/// <summary>The log as one line per entry: time, what happened; warnings and errors marked, so that a console stays readable all day.</summary>
/// <param name="ending">Set when somebody ended the command: what that cancels on its way, such as a start not yet through, is no error.</param>
internal sealed class PlainLog(TextWriter writer, CancellationToken ending = default) : ILoggerProvider
{
    private readonly Lock line = new();

    public ILogger CreateLogger(string categoryName) => new Entry(this);

    public void Dispose()
    {
        // The writer belongs to the shell.
    }

    private void Write(LogLevel level, string text, Exception? exception)
    {
        if (exception is OperationCanceledException && ending.IsCancellationRequested)
            return;
        var mark = level switch
        {
            LogLevel.Warning => "warning: ",
            LogLevel.Error => "error: ",
            LogLevel.Critical => "fatal: ",
            LogLevel.Trace or LogLevel.Debug or LogLevel.Information or LogLevel.None => "",
            _ => "",
        };
        var time = TimeProvider.System.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        lock (line)
        {
            writer.WriteLine($"{time} {mark}{text}");
            if (exception is not null)
                writer.WriteLine($"         {exception.ToString().ReplaceLineEndings("\n         ")}");
        }
    }

    private sealed class Entry(PlainLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Write(logLevel, formatter(state, exception), exception);
    }
}
