using Heed.Core.Cases;
using Heed.Core.Guard;
using Heed.Server.Access;
using Heed.Server.Inbox;

namespace Heed.Server.Guard;

/// <summary>Promises that people make and keep.</summary>
internal sealed class PromiseDesk(CaseWriter writer, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>Records what the customer was promised; one that is open is renewed by it.</summary>
    public Task<DeskResult> PromiseAsync(Guid caseId, PromiseKind kind, DateTimeOffset until, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (until <= now || until > now + Longest)
            return Task.FromResult(DeskResult.Refused("promise-time"));
        return writer.ChangeAsync(caseId, (set, c) =>
        {
            if (c.Status != CaseStatus.Open)
                return "case-resolved";
            // An answer is promised to somebody who waits for one; after that it is something to do.
            if (kind == PromiseKind.Answer && c.WaitingSince is null)
                return "nobody-waits";
            set.Append(c, new Promised(Guid.CreateVersion7(now), kind, null, until, null) { At = now, ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
    }

    /// <summary>A call or an errand is done.</summary>
    public Task<DeskResult> KeepAsync(Guid caseId, Actor actor, CancellationToken ct) => EndAsync(caseId, PromiseEnd.Kept, actor, ct);

    /// <summary>The customer needs it no more.</summary>
    public Task<DeskResult> DropAsync(Guid caseId, Actor actor, CancellationToken ct) => EndAsync(caseId, PromiseEnd.Dropped, actor, ct);

    private Task<DeskResult> EndAsync(Guid caseId, PromiseEnd end, Actor actor, CancellationToken ct) =>
        writer.ChangeAsync(caseId, (set, c) =>
        {
            if (c.PromiseId is not { } id)
                return "no-promise";
            var now = clock.GetUtcNow();
            var how = end == PromiseEnd.Kept && now > c.PromiseUntil ? PromiseEnd.Broken : end;
            set.Append(c, new PromiseSettled(id, how) { At = now, ActorId = actor.UserId });
            return null;
        }, alsoInTransaction: null, ct);
}
