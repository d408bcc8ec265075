using System.Linq.Expressions;
using Heed.Core.Cases;
using Microsoft.EntityFrameworkCore;

namespace Heed.Storage.Cases;

/// <summary>Every reading of the cases leaves those out that became part of another. Who knows an old id or number finds the other by these.</summary>
public static class SurvivingCases
{
    /// <summary>The ids of the cases meant: themselves, or what they have become part of.</summary>
    public static IQueryable<Guid> Surviving(this DbSet<Case> cases, Expression<Func<Case, bool>> meant) =>
        cases.IgnoreQueryFilters().Where(meant).Select(c => c.MergedIntoId ?? c.Id);

    /// <summary>The case itself and those that have become part of it: all whose events are its past.</summary>
    public static IQueryable<Guid> WithMerged(this DbSet<Case> cases, Guid caseId) =>
        cases.IgnoreQueryFilters().Where(c => c.Id == caseId || c.MergedIntoId == caseId).Select(c => c.Id);
}
