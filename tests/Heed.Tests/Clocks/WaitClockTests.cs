using CsCheck;
using Heed.Core.Clocks;
using Heed.Core.Messages;
using Shouldly;
using Xunit;

namespace Heed.Tests.Clocks;

public sealed class WaitClockTests
{
    private static readonly DateTimeOffset Monday = new(2026, 6, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly BusinessCalendar Calendar = Calendars.Daily("Etc/UTC", "09:00-17:00");

    private static readonly AnswerTargets Targets = new()
    {
        FirstPublic = TimeSpan.FromHours(1),
        FirstPrivate = TimeSpan.FromHours(2),
        NextPublic = TimeSpan.FromHours(3),
        NextPrivate = TimeSpan.FromHours(4),
    };

    private static readonly Gen<Happening> Anything =
        from answer in Gen.Bool
        from minute in Gen.Int[0, 3000]
        from visibility in Gen.Bool.Select(isPublic => isPublic ? Visibility.Public : Visibility.Private)
        from id in Gen.Guid
        select new Happening(answer, id, Monday.AddMinutes(minute), visibility);

    [Fact]
    public void The_order_of_arrival_does_not_matter() =>
        (from list in Anything.Array[0, 12] from order in Gen.Shuffle(list) select (list, order)).Sample(t =>
            Fold(t.order).ShouldBe(Fold(t.list.OrderBy(h => h.At).ThenByDescending(h => h.Answer))), iter: 2000);

    [Fact]
    public void Nobody_waits_for_an_answer_that_was_given() =>
        Anything.Array[0, 12].Sample(list =>
        {
            var clock = Fold(list);
            var answered = list.Where(h => h.Answer).Max(h => (DateTimeOffset?)h.At);
            var waiting = list.Where(h => !h.Answer && (answered is null || h.At > answered)).ToArray();
            clock.WaitingSince.ShouldBe(waiting.Min(h => (DateTimeOffset?)h.At));
            clock.Waiting.Length.ShouldBe(waiting.Length);
            clock.Waiting.ShouldAllBe(w => w.Kind == (answered == null ? AnswerKind.First : AnswerKind.Next));
        }, iter: 2000);

    [Fact]
    public void It_is_due_after_it_started_and_at_the_earliest_of_all_that_wait() =>
        Anything.Array[0, 12].Sample(list =>
        {
            var clock = Fold(list);
            clock.IsRunning.ShouldBe(clock.DueAt is not null);
            clock.DueAt.ShouldBe(clock.Waiting.Min(w => w.DueAt));
            clock.Waiting.ShouldAllBe(w => w.DueAt > w.At);
        }, iter: 1000);

    [Fact]
    public void No_clock_runs_after_the_case_is_closed() =>
        Anything.Array[0, 12].Sample(list =>
        {
            var closed = Fold(list).Closed();
            closed.IsRunning.ShouldBeFalse();
            closed.DueAt.ShouldBeNull();
            closed.Urgency(Monday.AddDays(9), Calendar).ShouldBe(0);
            closed.AnsweredAt.ShouldBe(Fold(list).AnsweredAt);
        }, iter: 500);

    [Fact]
    public void It_is_written_and_read_back_the_same()
    {
        Anything.Array[0, 6].Sample(list => WaitClock.FromJson(Fold(list).ToJson()).ShouldBe(Fold(list)), iter: 300);
        WaitClock.FromJson(default(WaitClock).ToJson()).ShouldBe(default);
    }

    [Fact]
    public void A_night_does_not_count()
    {
        var evening = Monday.AddHours(8.5); // 16:30, half an hour before closing
        var clock = Wrote(default, evening, Visibility.Public);
        clock.DueAt.ShouldBe(Monday.AddDays(1).AddHours(1.5)); // 09:30
        clock.Urgency(Monday.AddHours(20), Calendar).ShouldBe(0.5);
        clock.Urgency(clock.DueAt!.Value, Calendar).ShouldBe(1);
        clock.Urgency(clock.DueAt.Value.AddHours(1), Calendar).ShouldBe(2);
    }

    [Fact]
    public void A_shorter_target_of_a_later_message_brings_the_due_time_forward_but_not_the_start()
    {
        var clock = Wrote(Wrote(default, Monday.AddHours(1), Visibility.Private), Monday.AddHours(1.5), Visibility.Public);
        clock.WaitingSince.ShouldBe(Monday.AddHours(1));
        clock.DueAt.ShouldBe(Monday.AddHours(2.5));
        clock.MostUrgent!.Value.Visibility.ShouldBe(Visibility.Public);
    }

    [Fact]
    public void An_echo_that_comes_late_leaves_the_later_question_waiting_for_the_next_answer()
    {
        var clock = Wrote(Wrote(default, Monday.AddHours(1), Visibility.Public), Monday.AddHours(2), Visibility.Public)
            .Answered(Monday.AddHours(1.5), Calendar, Targets);
        clock.WaitingSince.ShouldBe(Monday.AddHours(2));
        clock.MostUrgent!.Value.Kind.ShouldBe(AnswerKind.Next);
        clock.DueAt.ShouldBe(Monday.AddHours(5));
        clock.Answered(Monday.AddHours(1), Calendar, Targets).ShouldBe(clock);
    }

    [Fact]
    public void Taking_back_the_only_message_stops_the_clock_and_one_of_two_does_not()
    {
        var first = Guid.CreateVersion7();
        var second = Guid.CreateVersion7();
        var clock = default(WaitClock).CustomerWrote(first, Monday.AddHours(1), Visibility.Public, Calendar, Targets)
            .CustomerWrote(second, Monday.AddHours(2), Visibility.Public, Calendar, Targets);
        clock.Deleted(first).WaitingSince.ShouldBe(Monday.AddHours(2));
        clock.Deleted(first).Deleted(second).IsRunning.ShouldBeFalse();
    }

    [Fact]
    public void The_same_message_twice_waits_once()
    {
        var id = Guid.CreateVersion7();
        var once = default(WaitClock).CustomerWrote(id, Monday, Visibility.Public, Calendar, Targets);
        once.CustomerWrote(id, Monday, Visibility.Public, Calendar, Targets).ShouldBe(once);
    }

    [Fact]
    public void Someone_who_writes_on_and_on_keeps_the_start_the_due_time_and_the_newest()
    {
        var clock = default(WaitClock);
        for (var i = 0; i < 500; i++)
            clock = Wrote(clock, Monday.AddHours(1).AddMinutes(i), i == 30 ? Visibility.Public : Visibility.Private);
        clock.Waiting.Length.ShouldBeLessThan(50);
        clock.WaitingSince.ShouldBe(Monday.AddHours(1));
        clock.DueAt.ShouldBe(Monday.AddHours(2).AddMinutes(30));
        clock.Answered(Monday.AddHours(1).AddMinutes(498), Calendar, Targets).WaitingSince.ShouldBe(Monday.AddHours(1).AddMinutes(499));
    }

    [Fact]
    public void Moving_to_another_department_times_the_same_messages_anew()
    {
        var clock = Wrote(default, Monday.AddHours(1), Visibility.Public);
        var moved = clock.Moved(BusinessCalendar.AlwaysOpen, Targets with { FirstPublic = TimeSpan.FromHours(12) });
        moved.WaitingSince.ShouldBe(clock.WaitingSince);
        moved.DueAt.ShouldBe(Monday.AddHours(13));
    }

    [Fact]
    public void A_target_of_nothing_or_of_years_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Targets with { FirstPublic = TimeSpan.Zero });
        Should.Throw<ArgumentOutOfRangeException>(() => Targets with { NextPrivate = TimeSpan.FromDays(400) });
    }

    private static WaitClock Wrote(WaitClock clock, DateTimeOffset at, Visibility visibility) =>
        clock.CustomerWrote(Guid.CreateVersion7(at), at, visibility, Calendar, Targets);

    private static WaitClock Fold(IEnumerable<Happening> happenings) => happenings.Aggregate(default(WaitClock), (clock, h) => h.Answer
        ? clock.Answered(h.At, Calendar, Targets)
        : clock.CustomerWrote(h.Id, h.At, h.Visibility, Calendar, Targets));

    private sealed record Happening(bool Answer, Guid Id, DateTimeOffset At, Visibility Visibility);
}
