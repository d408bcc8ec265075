using Heed.Core.Cases;
using Heed.Core.Clocks;
using Heed.Core.Guard;
using Heed.Core.Ingest;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Routing;

namespace Heed.Tests.Guard;

/// <summary>One case that lives through what the test says, minute by minute.</summary>
internal sealed class CareStory
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    public static readonly Guid Billing = new("01990a00-0000-7000-8000-00000000000a");
    public static readonly Guid Delivery = new("01990a00-0000-7000-8000-00000000000b");
    public static readonly Guid Shop = new("01990a00-0000-7000-8000-00000000000c");
    public static readonly Guid Ana = new("01990a00-0000-7000-8000-0000000000a1");
    public static readonly Guid Ben = new("01990a00-0000-7000-8000-0000000000a2");

    private static readonly Guid Account = new("01990a00-0000-7000-8000-000000000001");

    public CareStory(Guid? department)
    {
        Case = new Case { Id = Guid.CreateVersion7(Noon), CustomerId = Guid.CreateVersion7(Noon) };
        Set.Add(Case);
        Do(new CaseOpened("acme", Account, "x", Visibility.Public, null, "en"));
        Do(new Routed(department, null, 0, null));
    }

    public WorkingSet Set { get; } = new(IngestSettings.Default, new Dictionary<Guid, DepartmentPlan>(), new Router([], null));

    public Case Case { get; }

    public DateTimeOffset Now { get; set; } = Noon;

    public IEnumerable<CaseEvent> Events => Set.NewEvents.Select(e => e.Read());

    public CareStory Do(CaseEvent e)
    {
        Set.Append(Case, e with { At = Now });
        return this;
    }

    public CareStory After(double minutes)
    {
        Now = Now.AddMinutes(minutes);
        return this;
    }

    public CareStory CustomerWrites(Reading? reading = null)
    {
        var id = Guid.CreateVersion7(Now);
        return Do(new MessageIn(id, Now, Account, "x", Visibility.Public, "…", "en", false, Case.Clock.CustomerWrote(id, Now, Visibility.Public, BusinessCalendar.AlwaysOpen, AnswerTargets.Default), reading));
    }

    public CareStory BrandAnswers(bool automatic = false, Guid? id = null) =>
        Do(new MessageOut(
            id ?? Guid.CreateVersion7(Now), Now, Account, "x", Visibility.Public, "…", automatic ? null : Ana.ToString(), false,
            automatic ? null : Case.Clock.Answered(Now, BusinessCalendar.AlwaysOpen, AnswerTargets.Default), automatic));

    public CareStory HandTo(Guid? department, Guid? agent = null) => Do(new HandedOver(Case.DepartmentId, department, Case.AssigneeId, agent, "because"));

    /// <summary>The other story's case becomes part of this one, now.</summary>
    public CareStory Merge(CareStory other)
    {
        var both = new WorkingSet(IngestSettings.Default, new Dictionary<Guid, DepartmentPlan>(), new Router([], null));
        both.Load(Case);
        both.Load(other.Case);
        CaseMerge.Run(both, Case, other.Case, Now, Ana);
        foreach (var row in both.NewEvents)
            (row.CaseId == Case.Id ? this : other).Set.NewEvents.Add(row);
        Set.EndedPromises.AddRange(both.EndedPromises);
        return this;
    }

    public CareStory Promise(double minutes, PromiseKind kind = PromiseKind.Answer, Guid? messageId = null) =>
        Do(new Promised(Guid.CreateVersion7(Now), kind, null, Now.AddMinutes(minutes), messageId));
}
