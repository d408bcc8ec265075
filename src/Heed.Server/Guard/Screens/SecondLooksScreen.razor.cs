using Heed.Server.Access;
using Heed.Server.Design;
using Heed.Server.Live;
using Microsoft.AspNetCore.Components;

namespace Heed.Server.Guard.Screens;

/// <summary>Reads the queue, decides, and reads it again when something happens.</summary>
public sealed partial class SecondLooksScreen
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<SecondLookView>? views;
    private IReadOnlyList<VeilCount>? veils;
    private Times? times;
    private bool failed;
    private bool alive;
    private string? said;
    private bool good;
    private IDisposable? subscription;
    private ITimer? ticker;

    [Inject] private SecondLookQueries Queries { get; set; } = null!; // injected by the framework, as the ones below

    [Inject] private SecondLookDesk Desk { get; set; } = null!;

    [Inject] private VeilDesk Veils { get; set; } = null!;

    [Inject] private LiveFeed Live { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Parameter, EditorRequired] public Viewer Me { get; set; } = null!; // the page always gives it

    private Actor Actor => new(Me.Id, Me.Name, Me.Role);

    protected override Task OnInitializedAsync() => ReadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender)
            return;
        var news = new ScreenNews(Clock, InvokeAsync, CatchUpAsync, gone.Token);
        subscription = Live.Subscribe(_ => news.Came());
        ticker = Clock.CreateTimer(_ => news.Came(), null, Tick, Tick);
        alive = true;
        StateHasChanged();
    }

    private async Task CatchUpAsync()
    {
        await ReadAsync();
        StateHasChanged();
    }

    private async Task ReadAsync()
    {
        times = new Times(W, Me.Zone, Clock.GetUtcNow());
        try
        {
            views = await Queries.WaitingAsync(Actor, gone.Token);
            veils = Me.Leads ? await Veils.CountsAsync(gone.Token) : null;
            failed = false;
        }
        catch (System.Data.Common.DbException)
        {
            failed = true;
        }
    }

    private async Task ApproveAsync(SecondLookView view, string? text) =>
        await SayAsync((await Desk.ApproveAsync(view.Look.Id, text, Actor, gone.Token)).Problem, "looks.sent");

    private async Task ReturnAsync(SecondLookView view, string note) =>
        await SayAsync((await Desk.ReturnAsync(view.Look.Id, note, Actor, gone.Token)).Problem, "looks.returned");

    private async Task UnveilAsync(SecondLookView view)
    {
        if (view.AskedId is { } message)
            await Veils.OpenedAsync(message, Me.Id, gone.Token);
    }

    private async Task SayAsync(string? problem, string done)
    {
        good = problem is null;
        var text = problem is null ? G[done] : G["problem." + problem.Split(':')[0]];
        said = text.ResourceNotFound ? G["problem.other", problem ?? ""] : text;
        await ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        await gone.CancelAsync();
        if (ticker is not null)
            await ticker.DisposeAsync();
        gone.Dispose();
    }
}
