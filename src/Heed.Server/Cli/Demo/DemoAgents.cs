using System.Collections.Concurrent;
using Heed.Core.Cases;
using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Inbox;
using Heed.Server.Matching;
using Heed.Server.Replies;
using Heed.Server.Settings;
using Heed.Storage;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Cli.Demo;

/// <summary>Some agents who answer, at the pace of people, by the same methods as the screens. They leave work for you.</summary>
internal sealed partial class DemoAgents(
    IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog, CaseDesk cases, ReplyDesk replies, PresenceKeeper presence, TimeProvider clock, ILogger<DemoAgents> logger)
{
    // Of a hundred cases so many stay for you, and of those so many are assigned to you at once.
    private const uint LeftAlone = 35;
    private const uint Yours = 12;

    private readonly ConcurrentDictionary<Guid, bool> inWork = [];

    // What nobody in the demo knows an answer to is not looked at again.
    private readonly ConcurrentDictionary<(Guid Case, long Version), bool> unanswerable = [];

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(DemoTeam team, SandboxProcess sandbox, CancellationToken ct) =>
        Task.WhenAll([.. team.Agents.Select(agent => WorkAsync(agent, sandbox, ct)), GiveYouWorkAsync(team, ct)]);

    private async Task WorkAsync(Actor agent, SandboxProcess sandbox, CancellationToken ct)
    {
        await presence.EnterAsync(agent.UserId!.Value, ct); // people, not tokens
        while (true)
        {
            await PauseAsync(3, 9, ct);
            if (await NextAsync(agent, ct) is not { } next)
                continue;
            try
            {
                await AnswerAsync(agent, next, sandbox, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException) // one answer that fails does not end the demo
            {
                LogFailed(next.Case.Id, e);
            }
            finally
            {
                inWork.TryRemove(next.Case.Id, out _);
            }
        }
    }

    // The longest wait among what is free or one's own, after the time it takes to notice it.
    private async Task<Open?> NextAsync(Actor agent, CancellationToken ct)
    {
        var noticed = clock.GetUtcNow().AddSeconds(-8);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var waiting = await db.Cases.AsNoTracking()
            .Where(c => c.Status == CaseStatus.Open && c.WaitingSince != null && (c.AssigneeId == null || c.AssigneeId == agent.UserId))
            .OrderBy(c => c.WaitingSince).Take(200).ToListAsync(ct);
        foreach (var c in waiting.Where(c => c.AssigneeId is not null || Share(c.Id) >= LeftAlone))
        {
            if (unanswerable.ContainsKey((c.Id, c.Version)) || !inWork.TryAdd(c.Id, true))
                continue;
            var last = await db.Messages.AsNoTracking()
                .Where(m => m.CaseId == c.Id && m.Direction == Direction.Inbound && m.DeletedAt == null && m.ExternalId != null)
                .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).FirstOrDefaultAsync(ct);
            if (last is not null && last.ReceivedAt < noticed && !await IsBeingAnsweredAsync(db, last, ct))
                return new Open(c, last);
            inWork.TryRemove(c.Id, out _);
        }

        return null;
    }

    // A reply waits some seconds before it goes out, and the case waits with it: nobody writes a second one meanwhile.
    private static Task<bool> IsBeingAnsweredAsync(HeedDb db, Message last, CancellationToken ct) =>
        db.Messages.AnyAsync(
            m => m.CaseId == last.CaseId && m.Direction == Direction.Outbound && m.Visibility != Visibility.Note && m.At > last.At
                && m.State != MessageState.Failed && m.State != MessageState.Cancelled, ct);

    private async Task AnswerAsync(Actor agent, Open open, SandboxProcess sandbox, CancellationToken ct)
    {
        var (c, last) = open;
        var account = (await catalog.GetAsync(ct)).ById.GetValueOrDefault(last.AccountId);
        var answer = account is null ? null : await sandbox.SuggestAsync(last.Network, account.Name, last.LatestId ?? last.ExternalId!, ct); // chosen with an id
        answer ??= account is null ? null : await sandbox.SuggestAsync(last.Network, account.Name, last.ExternalId!, ct);
        if (answer is null)
        {
            unanswerable[(c.Id, c.Version)] = true;
            // What was given to them and they know nothing to say to must not take their place for ever.
            if (c.AssigneeId == agent.UserId)
                await cases.NeedsNoAnswerAsync(c.Id, agent, ct);
            return;
        }

        if (c.AssigneeId is null)
            await cases.AssignAsync(c.Id, agent.UserId, agent, ct);
        await PauseAsync(4, 12 + (answer.Answer.Length / 25.0), ct);

        var boxes = (await replies.BoxesAsync(c.Id, ct)).Where(b => b.Box.Open && b.AccountId == last.AccountId).ToList();
        if ((boxes.Find(b => b.Visibility == last.Visibility) ?? boxes.FirstOrDefault()) is not { } box)
        {
            unanswerable[(c.Id, c.Version + 1)] = unanswerable[(c.Id, c.Version)] = true;
            return;
        }

        var planned = await replies.ReplyAsync(c.Id, box.Visibility, box.AccountId, answer.Answer, agent, ct);
        if (planned.MessageId is null || answer.Then != "resolve")
            return;
        await PauseAsync(8, 15, ct);
        await cases.ResolveAsync(c.Id, agent, ct);
    }

    private async Task GiveYouWorkAsync(DemoTeam team, CancellationToken ct)
    {
        var lead = team.Agents.First(a => a.Role == Storage.Access.Role.Lead);
        while (true)
        {
            await PauseAsync(5, 15, ct);
            await using var db = await contexts.CreateDbContextAsync(ct);
            var free = await db.Cases.AsNoTracking().Where(c => c.Status == CaseStatus.Open && c.WaitingSince != null && c.AssigneeId == null).Select(c => c.Id).OrderBy(id => id).Take(200).ToListAsync(ct);
            foreach (var id in free.Where(id => Share(id) < Yours).Take(1))
                await cases.AssignAsync(id, team.You, lead, ct);
        }
    }

    // The end of a version-7 id is random: every case has its share once and for all.
    private static uint Share(Guid id) => id.ToByteArray()[15] % 100u;

    private Task PauseAsync(double least, double most, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromSeconds(least + ((most - least) * Random.Shared.NextDouble())), clock, ct);

    private sealed record Open(Case Case, Message Last);

    [LoggerMessage(LogLevel.Warning, "An agent of the demo could not answer case {CaseId}")]
    private partial void LogFailed(Guid caseId, Exception e);
}
