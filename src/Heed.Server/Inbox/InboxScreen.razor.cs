using System.Globalization;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Design;
using Heed.Server.Guard;
using Heed.Server.Language;
using Heed.Server.Live;
using Heed.Server.Media;
using Heed.Server.Replies;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Heed.Server.Inbox;

/// <summary>The inbox: what is open, what is chosen, what changed. The panes draw; this decides.</summary>
public sealed partial class InboxScreen
{
    private const int MessagesShown = 50;
    private const int MostMessages = 500;

    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource gone = new();
    private CaseWindow list = null!; // made with the first parameters, before anything is drawn
    private Times times = null!; // likewise
    private IReadOnlyList<InboxView> views = [];
    private InboxView view = InboxView.For(Guid.Empty)[2];
    private InboxCounts? counts;
    private IReadOnlyList<PersonView> people = [];
    private IReadOnlyList<DepartmentView> departments = [];
    private IReadOnlyList<string> tags = [];
    private TopicNames topics = null!; // made with the first parameters, like the list
    private IReadOnlyList<SearchHit>? hits;
    private OpenThread? thread;
    private string text = "";
    private bool missing;
    private bool failed;
    private bool pane;
    private Visibility? box;
    private Guid? outlookOf;
    private Toast? toast;
    private ScreenNews? news;
    private bool started;
    private IDisposable? subscription;
    private ITimer? ticker;
    private ElementReference root;
    private IJSObjectReference? script;
    private DotNetObjectReference<InboxScreen>? self;

    private sealed record Toast(string Text, Guid? MessageId);

    [Inject] private InboxQueries Queries { get; set; } = null!; // injected by the framework, as the ones below

    [Inject] private RemotePictures Pictures { get; set; } = null!;

    [Inject] private CaseDesk Desk { get; set; } = null!;

    [Inject] private MergeDesk Merges { get; set; } = null!;

    [Inject] private HandOverDesk HandOvers { get; set; } = null!;

    [Inject] private PromiseDesk Promises { get; set; } = null!;

    [Inject] private MarkDesk Marks { get; set; } = null!;

    [Inject] private Heed.Server.Settings.ChannelCatalog Catalog { get; set; } = null!;

    [Inject] private ReplyDesk Replies { get; set; } = null!;

    [Inject] private Uploads Files { get; set; } = null!;

    [Inject] private Drafts Drafts { get; set; } = null!;

    [Inject] private LiveFeed Live { get; set; } = null!;

    [Inject] private TimeProvider Clock { get; set; } = null!;

    [Inject] private Heed.Server.Settings.ChannelWords Channel { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Parameter, EditorRequired] public Viewer Me { get; set; } = null!; // the page always gives it

    [Parameter] public string View { get; set; } = "all";

    [Parameter] public long? Number { get; set; }

    [Parameter] public string? Text { get; set; }

    private string Owner => Uploads.OwnerOf(Me.Id);

    private Actor Actor => new(Me.Id, Me.Name, Me.Role);

    /// <summary>Everything is read before the first drawing: what was rendered on the server stays on the screen until then.</summary>
    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        if (!started)
        {
            started = true;
            list = new CaseWindow(Queries);
            departments = await Queries.DepartmentsAsync(gone.Token);
            people = await Queries.PeopleAsync(gone.Token);
            tags = await Queries.TagsAsync(gone.Token);
            topics = await TopicNames.OfAsync(Catalog, W, gone.Token);
            views = [.. InboxView.For(Me.Id, Me.Leads), .. departments.Select(InboxView.Of)];
        }

        await GoAsync(View, Number, Text);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            news = new ScreenNews(Clock, InvokeAsync, CatchUpAsync, gone.Token);
            subscription = Live.Subscribe(OnChanges);
            if (Me.MayAnswer)
                await Presence.OpenAsync(Me.Id, gone.Token);
            ticker = Clock.CreateTimer(_ => _ = InvokeAsync(Tick), null, Minute, Minute);
            self = DotNetObjectReference.Create(this);
            script = await Js.InvokeAsync<IJSObjectReference>("import", gone.Token, Assets["js/inbox.js"] is var path && path.StartsWith('/') ? path : "/" + path);
            await script.InvokeVoidAsync("start", gone.Token, root, self, Me.Shortcuts);
        }

        if (script is not null)
            await script.InvokeVoidAsync("drawn", gone.Token);
    }

    private async Task GoAsync(string slug, long? number, string? search)
    {
        times = new Times(W, Me.Zone, Clock.GetUtcNow());
        try
        {
            var chosen = views.FirstOrDefault(v => v.Slug == slug) ?? InboxView.OfTopicIn(slug) ?? views[2];
            if (chosen.Slug != view.Slug || list.Rows.Count == 0)
            {
                view = chosen;
                await list.OpenAsync(view.Filter, gone.Token);
            }

            counts ??= await Queries.CountsAsync(Me.Id, gone.Token);
            if ((search ?? "") != text || (search is { Length: > 0 } && hits is null))
            {
                text = search ?? "";
                hits = text.Length == 0 ? null : await Queries.SearchAsync(text, gone.Token);
            }

            missing = false;
            if (number is null)
                thread = null;
            else if (thread?.View.Case.Number != number)
                await ReadThreadAsync(number.Value);
            failed = false;
        }
        catch (System.Data.Common.DbException)
        {
            failed = true; // the database could not be read: the list says so and offers to try again
        }
    }

    private async Task ReadThreadAsync(long number)
    {
        var found = await Queries.CaseAsync(number, gone.Token);
        missing = found is null;
        box = null;
        await OfferAsync();
        thread = found is null ? null : await ThreadOf(found, MessagesShown);
    }

    // The history is read when somebody is about to need it, and kept fresh from then on.
    private async Task LookAsync()
    {
        if (thread is not { } open)
            return;
        outlookOf = open.View.Case.Id;
        await OfferAsync();
        thread = open with { Outlook = await HandOvers.LookAsync(open.View.Case.Id, gone.Token) };
    }

    // The screen reads the case again whenever anything happens anywhere; what its own events tell is read when there are new ones.
    private OpenThread? Unchanged(CaseView found) =>
        thread is { View.Case: var shown } && shown.Id == found.Case.Id && shown.Version == found.Case.Version ? thread : null;

    private async Task<OpenThread> ThreadOf(CaseView found, int messages)
    {
        var id = found.Case.Id;
        var page = await Queries.MessagesAsync(id, null, messages, gone.Token);
        var settings = await Catalog.GetAsync(gone.Token);
        return new OpenThread(
            found, page.Items, page.Next, await Queries.EventsAsync(id, gone.Token),
            thread?.View.Case.Id == id ? thread.Drafts : await Drafts.ReadAsync(id, Me.Id, gone.Token))
        {
            Boxes = Me.MayAnswer ? await Replies.BoxesAsync(id, gone.Token) : [],
            Uploads = Me.MayAnswer ? await Files.OfAsync(id, Owner, gone.Token) : [],
            Looks = await Waiting.OfCaseAsync(id, Me.Id, gone.Token),
            Readings = Unchanged(found)?.Readings ?? CaseReadings.Of(found.Case, page.Items, settings),
            Marks = Unchanged(found)?.Marks ?? await Marks.MarksAsync(found.Case.Id, found.Case.CausesSeen | found.Case.CausesSaid, gone.Token),
            Outlook = Me.MayAnswer && (found.Case.AskedToHandOver || outlookOf == id) ? Unchanged(found)?.Outlook ?? await HandOvers.LookAsync(id, gone.Token) : null,
        };
    }

    private void OnChanges(IReadOnlyCollection<CaseChange> changes)
    {
        NoteMine(changes);
        news?.Came();
    }

    private async Task CatchUpAsync()
    {
        await RefreshAsync();
        await TellMineAsync();
        StateHasChanged();
    }

    private async Task RefreshAsync()
    {
        try
        {
            await list.RefreshAsync(gone.Token);
            counts = await Queries.CountsAsync(Me.Id, gone.Token);
            if ((await Catalog.GetAsync(gone.Token)).Topics is var own && !ReferenceEquals(own, topics.Own))
                topics = new TopicNames(own, W);
            if (thread is { } open && await Queries.CaseAsync(open.View.Case.Id, gone.Token) is { } now)
                thread = await ThreadOf(now, Math.Clamp(open.Messages.Count, MessagesShown, MostMessages));
            failed = false;
        }
        catch (System.Data.Common.DbException)
        {
            failed = true;
        }
    }

    private void Tick()
    {
        times = new Times(W, Me.Zone, Clock.GetUtcNow());
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        subscription?.Dispose();
        Presence.Close();
        await gone.CancelAsync();
        if (ticker is not null)
            await ticker.DisposeAsync();
        self?.Dispose();
        gone.Dispose();
        // The script goes with the page; on a prerender it never came.
    }
}
