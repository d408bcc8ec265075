using Heed.Core.Messages;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Heed.Storage.Guard;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Guard;

/// <summary>Reads the answers that wait for a second reader.</summary>
internal sealed class SecondLookQueries(IDbContextFactory<HeedDb> contexts, ChannelCatalog catalog)
{
    // More than anyone reads at one go: the due ones come first.
    private const int Most = 100;

    /// <summary>What this person may decide, soonest due first.</summary>
    public async Task<IReadOnlyList<SecondLookView>> WaitingAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var looks = await For(db, actor).OrderBy(l => l.DueAt).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        return await DressAsync(db, looks, ct);
    }

    public async Task<int> CountAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await For(db, actor).CountAsync(ct);
    }

    /// <summary>Whether this person could ever decide one: the frame shows the way there.</summary>
    public async Task<bool> ConcernsAsync(Actor actor, CancellationToken ct) =>
        actor.Role >= Role.Lead || (actor.Role >= Role.Agent && (await catalog.GetAsync(ct)).Tone.AnyByColleague);

    /// <summary>What waits in a case, and what came back to this person since they last answered in it.</summary>
    public async Task<IReadOnlyList<SecondLook>> OfCaseAsync(Guid caseId, Guid person, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var looks = await db.SecondLooks.AsNoTracking()
            .Where(l => l.CaseId == caseId && (l.State == SecondLookState.Open || (l.State == SecondLookState.Returned && l.WrittenBy == person)))
            .OrderBy(l => l.AskedAt).ToListAsync(ct);
        if (!looks.Exists(l => l.State == SecondLookState.Returned))
            return looks;
        var answered = await db.Messages.Where(m => m.CaseId == caseId && m.AgentId == person && m.Visibility != Visibility.Note).OrderByDescending(m => m.ReceivedAt).Select(m => (DateTimeOffset?)m.ReceivedAt).FirstOrDefaultAsync(ct);
        // An answer that waits again is an answer to the note, too.
        var again = looks.Where(l => l.State == SecondLookState.Open && l.WrittenBy == person).Select(l => (DateTimeOffset?)l.AskedAt).Max();
        looks.RemoveAll(l => l.State == SecondLookState.Returned && (l.DecidedAt <= answered || l.DecidedAt <= again));
        return looks;
    }

    private static IQueryable<SecondLook> For(HeedDb db, Actor actor)
    {
        var open = db.SecondLooks.AsNoTracking().Where(l => l.State == SecondLookState.Open);
        if (actor.UserId is not { } person)
            return actor.Role >= Role.Lead ? open.Where(l => l.WrittenBy != null || l.WriterName != actor.Name) : open.Where(l => false);
        open = open.Where(l => l.WrittenBy != person);
        return actor.Role >= Role.Lead ? open : open.Where(l => l.ByColleague && db.UserDepartments.Any(d => d.UserId == person && d.DepartmentId == l.DepartmentId));
    }

    private static async Task<IReadOnlyList<SecondLookView>> DressAsync(HeedDb db, List<SecondLook> looks, CancellationToken ct)
    {
        var cases = looks.Select(l => l.CaseId).Distinct().ToList();
        var heads = await db.Cases.AsNoTracking().Where(c => cases.Contains(c.Id))
            .Select(c => new { c.Id, c.Number, Name = db.Customers.Where(x => x.Id == c.CustomerId).Select(x => x.Name).FirstOrDefault() ?? "" }).ToDictionaryAsync(c => c.Id, ct);
        var departments = await db.Departments.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct);
        var views = new List<SecondLookView>();
        foreach (var look in looks)
        {
            var asked = await db.Messages.AsNoTracking()
                .Where(m => m.CaseId == look.CaseId && m.Direction == Direction.Inbound && m.DeletedAt == null)
                .OrderByDescending(m => m.At).ThenByDescending(m => m.Id).Select(m => new { m.Id, m.Text, m.Language, m.Reading }).FirstOrDefaultAsync(ct);
            views.Add(new SecondLookView(
                look, heads[look.CaseId].Number, heads[look.CaseId].Name, look.DepartmentId is { } d ? departments.GetValueOrDefault(d) : null,
                asked?.Text, asked?.Language, asked is not null && Veil.Covers(asked.Reading, asked.Text, asked.Language), asked?.Id));
        }

        return views;
    }
}
