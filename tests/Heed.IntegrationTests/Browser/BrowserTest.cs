using Heed.Sandbox.Control;
using Microsoft.Playwright;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Browser;

/// <summary>A test at a screen. When it ends, no page may have complained: no error or warning in the console, nothing the content security policy stopped.</summary>
[Collection(BrowserCollection.Name)]
public abstract class BrowserTest(BrowserStage stage) : IAsyncDisposable
{
    private readonly List<IBrowserContext> windows = [];
    private readonly List<string> complaints = [];

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected BrowserStage Stage { get; } = stage;

    /// <summary>Opens a page in a window of its own.</summary>
    private protected async Task<IPage> SitDownAsync(string path, string? person = "nadia", Look? look = null)
    {
        var window = await Stage.OpenAsync(person, look ?? new Look());
        windows.Add(window);
        var page = await window.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                complaints.Add($"{message.Type} on {page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"exception on {page.Url}: {error}");
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Opens a case and waits until the screen is alive: before that, keys and buttons reach nobody.</summary>
    private protected async Task<IPage> OpenCaseAsync(long number, string person = "nadia", Look? look = null)
    {
        var page = await SitDownAsync($"/inbox/case/{number}", person, look);
        await AliveAsync(page);
        return page;
    }

    /// <summary>Waits until the script has taken hold of the inbox.</summary>
    protected static Task AliveAsync(IPage page) => Assertions.Expect(page.Locator(".inbox[data-alive]")).ToBeVisibleAsync();

    protected static ILocator Bubble(IPage page, string text) => page.GetByRole(AriaRole.Article).Filter(new() { HasText = text });

    /// <summary>Writes in the open box and sends it, once it is the box that this button belongs to.</summary>
    protected static async Task WriteAsync(IPage page, string text, string button)
    {
        var send = page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true });
        // A script types faster than the box changes: the words would stay behind in the one before.
        await Assertions.Expect(send).ToBeVisibleAsync();
        await page.Locator("#composer").FillAsync(text);
        await send.ClickAsync();
    }

    /// <summary>A customer nobody has heard of yet.</summary>
    protected static Speaker Somebody(string name) => new(NextId(), name, name.Split(' ')[0].ToLowerInvariant() + NextId()[^4..]);

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
            await window.DisposeAsync();
        GC.SuppressFinalize(this);
        complaints.ShouldBeEmpty();
    }

    private static int last = 700_000;

    private static string NextId() => Interlocked.Increment(ref last).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
