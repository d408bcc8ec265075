using System.Collections.Concurrent;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Play;

/// <summary>A brand whose customers write all day: a backlog first, then somebody new every few seconds, and answers to answers.</summary>
internal sealed partial class DemoPlay(
    StoryBook book, ControlDesk desk, BrandAccounts accounts, SandboxLedger ledger, FaultBoard die, SandboxOptions options, TimeProvider clock, ILogger<DemoPlay> logger)
    : BackgroundService
{
    private const int Backlog = 25;
    private readonly ConcurrentDictionary<(string Network, string Account, string Id), (RunningStory Story, int Line)> _said = new();
    private readonly ConcurrentDictionary<(string Network, string Account, string Person), RunningStory> _people = new();
    private readonly ConcurrentDictionary<string, string> _pagePosts = new();
    private CancellationToken _stopping;

    /// <summary>What a good agent would answer to this message; null when no story is behind it.</summary>
    public Suggestion? Suggest(string network, string account, string externalId) =>
        _said.TryGetValue((network, account, externalId), out var said) && said.Line < said.Story.Story.Answers.Count
            ? new Suggestion(said.Story.Fill(said.Story.Story.Answers[said.Line].Text), said.Story.Story.Answers[said.Line].Then)
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        ledger.Did += React;
        // The accounts come by the control API, one after the other; the day starts when they have all arrived.
        for (var known = 0; known == 0 || known != accounts.All.Count(); await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken)) known = accounts.All.Count();

        var count = 0;
        for (var round = 0; ; round++)
        {
            foreach (var story in book.Stories)
            {
                if (accounts.Of(story.Network).FirstOrDefault() is not { } account) continue;
                await BeginAsync(new RunningStory(story, book.Who(story, round), account, round), count < Backlog ? clock.GetUtcNow() - (TimeSpan.FromHours(3) * die.Next()) : null);
                count++;
                await Task.Delay(count < Backlog ? TimeSpan.FromMilliseconds(350) : Seconds(4, 18), clock, stoppingToken);
            }

            if (count == 0) await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
        }
    }

    private async Task BeginAsync(RunningStory running, DateTimeOffset? at)
    {
        var story = running.Story;
        foreach (var name in running.Names) _people[(story.Network, running.Account.Account, name)] = running;
        running.Thread = story.Post is null ? null : await PagePostAsync(running.Account, story.Post);
        await SayAsync(running, story.Say[0], null, at);
        running.Line = 0;
        if (at is { } then && story.Nudge is not null && die.Happens(40) && then.AddMinutes(55) < clock.GetUtcNow()) await NudgeAsync(running, then.AddMinutes(55));
        _ = LaterAsync(running);
    }

    /// <summary>What people do on their own: correct themselves, take back, lose patience.</summary>
    private async Task LaterAsync(RunningStory running) => await GuardAsync(running, async () =>
    {
        var (story, opening) = (running.Story, running.LastSaid ?? "");
        if (story.Edit is not null)
        {
            await Task.Delay(Seconds(12, 40), clock, _stopping);
            var id = await desk.EditAsync(new EditRequest(story.Network, running.Account.Account, opening, running.Fill(story.Edit)), _stopping);
            _said[(story.Network, running.Account.Account, id)] = (running, 0);
            running.LastSaid = id;
        }

        if (story.Delete)
        {
            await Task.Delay(Seconds(30, 60), clock, _stopping);
            await desk.DeleteAsync(new DeleteRequest(story.Network, running.Account.Account, opening), _stopping);
        }

        await Task.Delay(Seconds(120, 300), clock, _stopping);
        if (!running.Answered && !running.Nudged && !story.Delete && story.Nudge is not null) await NudgeAsync(running, null);
    });

    private async Task NudgeAsync(RunningStory running, DateTimeOffset? at)
    {
        running.Nudged = true;
        var line = new StoryLine(running.Story.Nudge ?? "", running.Story.Kind == "mention" ? "reply" : null);
        await SayAsync(running, line, running.Story.Kind == "comment" ? running.OpenedBy : running.LastSaid, at);
    }

    /// <summary>The brand did something: if it speaks to one of our people, the next line follows after a while.</summary>
    private void React(DoneEntry done)
    {
        if (done.Customer is null || done.Kind is "hide" or "unhide" or "delete" or "edit" || !_people.TryGetValue((done.Network, done.Account, done.Customer), out var running)) return;
        running.Answered = true;
        if (running.Line + 1 < running.Story.Say.Count && running.BeginReply()) _ = ReplyAsync(running, done);
    }

    private async Task ReplyAsync(RunningStory running, DoneEntry done) => await GuardAsync(running, async () =>
    {
        await Task.Delay(Seconds(4, 15), clock, _stopping);
        var next = running.Story.Say[running.Line + 1];
        running.Line++;
        running.Answered = false;
        running.EndReply();
        var answered = running.Story.Network == "facebook" ? running.OpenedBy : done.ExternalId;
        var kind = next.Kind ?? (running.Story.Kind == "mention" ? "reply" : running.Story.Kind);
        await SayAsync(running, next with { Kind = kind }, answered, null);
    });

    private async Task SayAsync(RunningStory running, StoryLine line, string? answered, DateTimeOffset? at)
    {
        var story = running.Story;
        var said = await desk.SayAsync(new SayRequest
        {
            Network = story.Network,
            Account = running.Account.Account,
            From = running.Speaker,
            Text = running.Fill(line.Text),
            Kind = line.Kind ?? story.Kind,
            InReplyTo = answered,
            ThreadId = running.Thread,
            At = at,
            Subject = answered is null && story.Subject is not null ? running.Fill(story.Subject) : null,
            Rating = story.Rating,
            Lang = story.Lang,
            Place = answered is null ? story.Place : null,
            Attachments = answered is null && story.Photo ? [new SayAttachment("photo.png", "image/png", Picture.Png(story.Id))] : null,
        }, _stopping);
        (running.LastSaid, running.OpenedBy) = (said.ExternalId, running.OpenedBy ?? said.ExternalId);
        _said[(story.Network, running.Account.Account, said.ExternalId)] = (running, Math.Max(0, running.Line));
    }

    private async Task<string> PagePostAsync(BrandAccount account, string text)
    {
        if (_pagePosts.TryGetValue(text, out var known)) return known;
        return _pagePosts[text] = await desk.NativeAsync(new NativeRequest(account.Network, account.Account, "post", null, text), _stopping);
    }

    private async Task GuardAsync(RunningStory running, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (OperationCanceledException)
        {
            // The day ends.
        }
        catch (BadHttpRequestException e)
        {
            LogStopped(running.Story.Id, e.Message);
        }
    }

    private TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds((least + ((most - least) * die.Next())) / options.Speed);

    [LoggerMessage(LogLevel.Warning, "The story {Story} cannot go on: {Why}")]
    private partial void LogStopped(string story, string why);
}

/// <param name="Answer">Text for the reply box.</param>
/// <param name="Then"><c>resolve</c>, <c>wait</c> or <c>private</c>.</param>
public sealed record Suggestion(string Answer, string Then);
