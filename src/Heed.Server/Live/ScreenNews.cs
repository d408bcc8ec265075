using System.Globalization;

namespace Heed.Server.Live;

/// <summary>
/// Has one screen catch up with what happened: bursts are taken together, so that it redraws at most about three times a second. News comes
/// on the publisher's thread, which speaks the server's language; what it makes the screen draw is for the reader, whose language is
/// the one of the thread that made this.
/// </summary>
/// <param name="invoke">The screen's own <c>InvokeAsync</c>.</param>
/// <param name="catchUp">Reads again and draws.</param>
internal sealed class ScreenNews(TimeProvider clock, Func<Func<Task>, Task> invoke, Func<Task> catchUp, CancellationToken gone)
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(300);

    private readonly (CultureInfo Formats, CultureInfo Words) language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
    private int pending;

    /// <summary>Something happened; returns at once.</summary>
    public void Came()
    {
        if (Interlocked.Exchange(ref pending, 1) == 0)
            _ = invoke(CatchUpAsync);
    }

    private async Task CatchUpAsync()
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = language;
        try
        {
            await Task.Delay(Gather, clock, gone);
            Interlocked.Exchange(ref pending, 0);
            await catchUp();
        }
        catch (OperationCanceledException)
        {
            // The screen was closed meanwhile.
        }
    }
}
