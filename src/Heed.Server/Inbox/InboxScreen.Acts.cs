using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Replies;
using Microsoft.JSInterop;

namespace Heed.Server.Inbox;

/// <summary>What people do on the screen, by hand or by key.</summary>
public sealed partial class InboxScreen
{
    /// <summary>What the composer learns after sending.</summary>
    /// <param name="Ask">It goes out when the writer says that it is meant so.</param>
    public sealed record SendAnswer(bool Done, string? Problem, bool Ask = false);

    /// <param name="Price">In words; null when it costs nothing.</param>
    public sealed record TypedMeasure(int Length, string? Price);

    /// <summary>The script opens a case; the address is already right.</summary>
    [JSInvokable]
    public async Task OpenAsync(long number)
    {
        await GoAsync(view.Slug, number, text);
        StateHasChanged();
    }

    /// <summary>Back and forward in the browser.</summary>
    [JSInvokable]
    public async Task AtAsync(string slug, long? number, string search)
    {
        await GoAsync(slug.Length == 0 ? view.Slug : slug, number, search);
        StateHasChanged();
    }

    /// <summary>More of the list: <c>1</c> below, <c>-1</c> above.</summary>
    [JSInvokable]
    public async Task ScrollAsync(int direction)
    {
        await (direction > 0 ? list.DownAsync(gone.Token) : list.UpAsync(gone.Token));
        StateHasChanged();
    }

    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        if (thread is not { } open || !Me.MayAnswer)
            return;
        switch (key)
        {
            case "r":
                await ShowBox(Visibility.Public);
                break;
            case "p":
                await ShowBox(Visibility.Private);
                break;
            case "n":
                await ShowBox(Visibility.Note);
                break;
            case "a":
                await DoAsync(new CaseAct.Assign(Me.Id));
                break;
            case "e":
                await DoAsync(open.View.Case.Status == Heed.Core.Cases.CaseStatus.Open ? new CaseAct.Resolve() : new CaseAct.Reopen());
                break;
        }

        StateHasChanged();
    }

    /// <summary>Length and price by the platform's own rule; the browser shows them.</summary>
    [JSInvokable]
    public TypedMeasure Count(string accountId, int visibility, string typed)
    {
        if (BoxOf(accountId, visibility) is not { } open)
            return new TypedMeasure(typed.Length, null);
        var measure = Replies.Measure(open.Network, typed, open.Box.Rule);
        return new TypedMeasure(measure.Length, open.Box.CostOf(measure) is > 0 and var cost ? W["composer.cost-this", Heed.Server.Design.Dollars.Say(cost)].Value : null);
    }

    [JSInvokable]
    public async Task KeepDraftAsync(Guid caseId, int visibility, string typed)
    {
        if (Me.MayAnswer && Enum.IsDefined((Visibility)visibility))
            await Drafts.SaveAsync(caseId, Me.Id, (Visibility)visibility, typed, gone.Token);
    }

    [JSInvokable]
    public async Task<SendAnswer> SendAsync(Guid caseId, string accountId, int visibility, string typed, Guid[] files, ToneTrace? tone)
    {
        if (!Me.MayAnswer)
            return new SendAnswer(false, W["problem.forbidden"]);
        if (string.IsNullOrWhiteSpace(typed) && files.Length == 0)
            return new SendAnswer(false, W["problem.empty-text"]);

        var enclosed = new Enclosed(Owner, files);
        string? problem;
        if ((Visibility)visibility == Visibility.Note)
        {
            problem = (await Desk.NoteAsync(caseId, typed, Actor, gone.Token, files: enclosed)).Problem;
        }
        else
        {
            var planned = await Replies.ReplyAsync(caseId, (Visibility)visibility, Guid.TryParse(accountId, out var account) ? account : Guid.Empty, typed, Actor, gone.Token, files: enclosed, tone: tone);
            problem = planned.Problem;
            if (planned.Held is { } look)
                ShowHeld(look);
            else if (problem is null)
                Show(new Toast(W["reply.on-its-way"], planned.MessageId), planned.UndoUntil);
        }

        if (problem is null)
        {
            await Drafts.SaveAsync(caseId, Me.Id, (Visibility)visibility, "", gone.Token);
            if (thread?.View.Case.Id == caseId)
                thread = thread with { Drafts = thread.Drafts.Where(d => d.Key != (Visibility)visibility).ToDictionary() };
            await RefreshAsync();
            StateHasChanged();
        }

        return new SendAnswer(problem is null, problem is null ? null : Problem(problem), problem == "tone-confirm");
    }

    /// <summary>A file has arrived: the box shows it.</summary>
    [JSInvokable]
    public async Task FileBroughtAsync()
    {
        await ReadFilesAsync();
        StateHasChanged();
    }

    /// <summary>Why a file does not go with the open box, for the person who chose it.</summary>
    [JSInvokable]
    public string FileProblem(string code, string accountId, int visibility, string name, string type)
    {
        var rules = (Visibility)visibility == Visibility.Note ? Files.NoteRules : BoxOf(accountId, visibility)?.Box.Files;
        var sort = rules?.SortOf(type);
        return code switch
        {
            "file-too-large" => W["problem.file-too-large", name, FileSize.Say(W, sort?.MaxBytes ?? rules?.MaxBytes)],
            "files-too-large" => W["problem.files-too-large", name, FileSize.Say(W, rules?.MaxTotalBytes)],
            "files-too-many" => W["problem.files-too-many", name, sort?.MaxCount ?? rules?.MaxCount ?? 0],
            "file-type" or "file-empty" or "files-mixed" => W["problem." + code, name],
            _ => $"{name}: {Problem(code)}",
        };
    }

    private async Task TakeOffAsync(Guid id)
    {
        if (thread is not { } open || !Me.MayAnswer)
            return;
        await Files.RemoveAsync(id, open.View.Case.Id, Owner, gone.Token);
        await ReadFilesAsync();
        if (script is not null)
            await script.InvokeVoidAsync("compose", gone.Token);
    }

    private async Task ReadFilesAsync()
    {
        if (thread is { } open && Me.MayAnswer)
            thread = open with { Uploads = await Files.OfAsync(open.View.Case.Id, Owner, gone.Token) };
    }

    private async Task UndoAsync(Guid messageId)
    {
        var message = thread?.Messages.FirstOrDefault(m => m.Id == messageId);
        var result = await Replies.CancelAsync(messageId, Actor, gone.Token);
        toast = new Toast(result.Done ? W["reply.undone"] : W["reply.too-late"], null);
        if (result.Done && message is not null && script is not null)
        {
            box = message.Visibility;
            Guid[] taken = message.Extra.FollowedBy is { } follower ? [message.Id, follower] : [message.Id];
            await Files.WaitAgainAsync(taken, message.CaseId, message.Visibility, Owner, gone.Token);
            await script.InvokeVoidAsync("restore", gone.Token, message.CaseId, (int)message.Visibility, message.Text);
        }

        await RefreshAsync();
        Show(toast, Clock.GetUtcNow().AddSeconds(4));
    }

    private async Task DoAsync(CaseAct act)
    {
        if (!Me.MayAnswer || thread is null)
            return;
        var id = thread.View.Case.Id;
        var result = await (act switch
        {
            CaseAct.Assign a => Desk.AssignAsync(id, a.PersonId, Actor, gone.Token),
            CaseAct.HandOver h => HandOvers.HandOverAsync(id, h.Request, Actor, gone.Token),
            CaseAct.AskHandOver h => HandOvers.AskAsync(id, h.Request, Actor, gone.Token),
            CaseAct.ApproveHandOver h => HandOvers.ApproveAsync(id, h.Insists, Actor, gone.Token),
            CaseAct.RefuseHandOver h => HandOvers.RefuseAsync(id, h.Note, Actor, gone.Token),
            CaseAct.MakeAccountable m => HandOvers.MakeAccountableAsync(id, m.PersonId, m.Why, m.InsteadOf, Actor, gone.Token),
            CaseAct.Promise p => Promises.PromiseAsync(id, p.Kind, p.Until, Actor, gone.Token),
            CaseAct.EndPromise { Kept: true } => Promises.KeepAsync(id, Actor, gone.Token),
            CaseAct.EndPromise => Promises.DropAsync(id, Actor, gone.Token),
            CaseAct.CorrectTopic t => Marks.CorrectTopicAsync(id, t.Topic, Actor, gone.Token),
            CaseAct.Mark { There: true } m => Marks.MarkAsync(id, m.Cause, m.Said, Actor, gone.Token),
            CaseAct.Mark m => Marks.UnmarkAsync(id, m.Cause, m.Said, Actor, gone.Token),
            CaseAct.Merge m => MergeAsync(id, m.OtherId),
            CaseAct.Resolve => Desk.ResolveAsync(id, Actor, gone.Token),
            CaseAct.Reopen => Desk.ReopenAsync(id, Actor, gone.Token),
            CaseAct.NoAnswer => Desk.NeedsNoAnswerAsync(id, Actor, gone.Token),
            CaseAct.Tag t => Desk.TagAsync(id, t.Name, Actor, gone.Token),
            CaseAct.Untag t => Desk.UntagAsync(id, t.Name, Actor, gone.Token),
            CaseAct.Retry r => Replies.RetryAsync(r.MessageId, Actor, gone.Token),
            CaseAct.ShowPictures p => Pictures.ShowAsync(p.MessageId, gone.Token),
            CaseAct.TakeBack t => TakeBackAsync(t.Look),
            CaseAct.EditAgain t => EditAgainAsync(t.Look),
            CaseAct.Unveil v => UnveiledAsync(v.MessageId),
            CaseAct.Moderate m => Replies.ModerateAsync(m.MessageId, m.Action, Actor, gone.Token),
            _ => throw new System.Diagnostics.UnreachableException($"The inbox does not know the act {act.GetType().Name}."),
        });
        if (result.Problem is { } problem)
            Show(new Toast(Problem(problem), null), Clock.GetUtcNow().AddSeconds(6));
        await RefreshAsync();
    }

    private async Task<DeskResult> MergeAsync(Guid id, Guid otherId)
    {
        var merged = await Merges.MergeAsync(id, otherId, Actor, gone.Token);
        if (merged.Number is not { } number)
            return DeskResult.Refused(merged.Problem ?? "refused");
        await GoToAsync(view.Slug, number, text);
        Show(new Toast(W["merge.done", number], null), Clock.GetUtcNow().AddSeconds(4));
        return DeskResult.Ok;
    }

    private async Task ShowBox(Visibility visibility)
    {
        box = visibility;
        StateHasChanged();
        if (script is not null)
            await script.InvokeVoidAsync("compose", gone.Token);
    }

    private void TogglePane() => pane = !pane;

    private async Task OlderAsync()
    {
        if (thread is not { Older: { } cursor } open)
            return;
        var page = await Queries.MessagesAsync(open.View.Case.Id, cursor, MessagesShown, gone.Token);
        thread = open with { Messages = [.. page.Items, .. open.Messages], Older = page.Next };
    }

    private Task AgainAsync() => RefreshAsync();

    private Task CloseAsync() => GoToAsync(view.Slug, null, text);

    private Task ChooseViewAsync(InboxView chosen) => GoToAsync(chosen.Slug, null, "");

    private Task SearchAsync(string search) => GoToAsync(view.Slug, thread?.View.Case.Number, search);

    private async Task GoToAsync(string slug, long? number, string search)
    {
        await GoAsync(slug, number, search);
        if (script is not null)
            await script.InvokeVoidAsync("address", gone.Token, Address(slug, number, search));
    }

    internal static string Address(string slug, long? number, string? search)
    {
        var query = search is { Length: > 0 } ? "q=" + Uri.EscapeDataString(search) : "";
        if (number is null)
            return $"/inbox/{slug}" + (query.Length > 0 ? "?" + query : "");
        return $"/inbox/case/{number}?view={slug}" + (query.Length > 0 ? "&" + query : "");
    }

    private void Show(Toast shown, DateTimeOffset? until)
    {
        toast = shown;
        _ = InvokeAsync(async () =>
        {
            try
            {
                var left = (until ?? Clock.GetUtcNow().AddSeconds(4)) - Clock.GetUtcNow();
                await Task.Delay(left < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : left, Clock, gone.Token);
                if (toast == shown)
                    toast = null;
                StateHasChanged();
            }
            catch (OperationCanceledException)
            {
                // The screen was closed meanwhile.
            }
        });
        StateHasChanged();
    }

    // closed:Reason has its own sentence; platform:… is a trouble of the network.
    private string Problem(string code)
    {
        var (kind, rest) = code.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? (code[..colon], code[(colon + 1)..]) : (code, "");
        if (kind == "platform" && Channel.Tell(rest) is { } words)
            return words;
        if (kind is "tone-confirm" or "tone-waiting")
            return G[kind == "tone-confirm" ? "confirm" : "waiting-already"];
        var said = kind == "closed" ? W["closed." + rest] : W["problem." + kind, rest];
        return said.ResourceNotFound ? W["problem.other", code] : said;
    }

    private Heed.Server.Replies.OpenBox? BoxOf(string accountId, int visibility) =>
        thread?.Boxes.FirstOrDefault(b => (int)b.Visibility == visibility && b.AccountId.ToString() == accountId);
}
