using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Inbox;

/// <summary>Someone a case can be given to.</summary>
public sealed record PersonView(Guid Id, string Name, Role Role);

public sealed record DepartmentView(Guid Id, string Name);

internal sealed partial class InboxQueries
{
    /// <summary>Everyone who answers customers, by name.</summary>
    public async Task<IReadOnlyList<PersonView>> PeopleAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Users.AsNoTracking().Where(u => !u.Disabled && u.Role != Role.Reader).OrderBy(u => u.Name).Select(u => new PersonView(u.Id, u.Name, u.Role)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<DepartmentView>> DepartmentsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Departments.AsNoTracking().OrderBy(d => d.Position).ThenBy(d => d.Name).Select(d => new DepartmentView(d.Id, d.Name)).ToListAsync(ct);
    }

    /// <summary>Tags in use, for suggestions: two hundred at most.</summary>
    public async Task<IReadOnlyList<string>> TagsAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.CaseTags.AsNoTracking().Select(t => t.Tag).Distinct().OrderBy(t => t).Take(200).ToListAsync(ct);
    }
}
