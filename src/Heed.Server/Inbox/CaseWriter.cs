using Heed.Core.Cases;
using Heed.Core.Ingest;
using Heed.Server.Live;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Cases;

namespace Heed.Server.Inbox;

/// <summary>How a change to a case ended.</summary>
/// <param name="Problem">Stable code of what stood in the way; null when it was done.</param>
internal sealed record DeskResult(bool Done, string? Problem)
{
    public static DeskResult Ok { get; } = new(true, null);

    public static DeskResult Refused(string problem) => new(false, problem);
}

/// <summary>
/// Changes one case by appending events: read, decide, write if nobody was faster, else read and decide again.
/// A person's decision and a customer's message can meet in the same instant; neither is lost.
/// </summary>
internal sealed class CaseWriter(Database database, IngestStore store, ChannelCatalog catalog, LiveFeed live, TimeProvider clock)
{
    private const int Attempts = 8;

    /// <param name="decide">Appends events through the set, or names the problem and changes nothing. Runs again after a conflict.</param>
    /// <param name="alsoInTransaction">What must be committed with it.</param>
    /// <param name="alsoLoad">A second case that the decision is about.</param>
    /// <param name="durable">See <see cref="Database.BeginWriteAsync"/>; what people do is always durable.</param>
    public async Task<DeskResult> ChangeAsync(
        Guid caseId, Func<WorkingSet, Case, string?> decide, Func<WriteSession, CancellationToken, Task>? alsoInTransaction, CancellationToken ct, bool durable = true, Guid? alsoLoad = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            var settings = await catalog.GetAsync(ct);
            var set = settings.NewSet();
            if (await store.LoadCaseAsync(set, caseId, ct) is not { } c)
                return DeskResult.Refused("not-found");
            if (alsoLoad is { } other)
                await store.LoadCaseAsync(set, other, ct);
            if (decide(set, c) is { } problem)
                return DeskResult.Refused(problem);

            try
            {
                await using (var session = await database.BeginWriteAsync(durable, ct))
                {
                    await store.SaveAsync(session, set, clock.GetUtcNow(), ct);
                    if (alsoInTransaction is not null)
                        await alsoInTransaction(session, ct);
                    await session.CommitAsync(ct);
                }

                live.Publish([.. set.ChangedCases.Append(c).Distinct().Select(CaseChange.Of)]);
                return DeskResult.Ok;
            }
            catch (Exception e) when (attempt < Attempts && (e is StaleCaseException || database.IsConflict(e)))
            {
                // Somebody was faster: read again, decide again.
            }
        }
    }
}
