using NodaTime;

namespace Heed.Core.Clocks;

/// <summary>
/// Walks the open periods of a calendar between two instants, in order, without allocating. Ticks are UTC ticks since the year 1.
/// </summary>
/// <remarks>
/// It goes from one change of the zone's offset to the next; between them local time runs straight, so a period is cut
/// at each change and neither a skipped nor a repeated hour needs a case of its own.
/// </remarks>
internal struct OpenPeriods(BusinessCalendar calendar, long from, long to)
{
    private long _cursor = from;
    private long _offset;
    private long _zoneEnd = long.MinValue;

    /// <summary>First open tick of the period.</summary>
    public long Start { get; private set; }

    /// <summary>First tick after the period (which may be open again: midnight and offset changes cut periods).</summary>
    public long End { get; private set; }

    public bool MoveNext()
    {
        while (_cursor < to)
        {
            if (_cursor >= _zoneEnd)
                EnterZoneInterval();

            // Local dates end where .NET's do; an instant beyond them (the last hours of the year 9999) is closed.
            var local = _cursor + _offset;
            if (local > DateTime.MaxValue.Ticks)
                return false;
            if (local < 0)
            {
                _cursor = Math.Min(-_offset, to);
                continue;
            }

            var midnight = local - local % TimeSpan.TicksPerDay;
            var stop = Math.Min(_zoneEnd, to);
            foreach (var hours in calendar.HoursOn((int)(midnight / TimeSpan.TicksPerDay)))
            {
                var end = Math.Min(midnight + hours.ToTicks - _offset, stop);
                if (end <= _cursor)
                    continue;
                var start = Math.Max(midnight + hours.FromTicks - _offset, _cursor);
                if (start >= stop)
                    break;
                (Start, End) = (start, end);
                _cursor = end;
                return true;
            }

            _cursor = Math.Min(midnight + TimeSpan.TicksPerDay - _offset, stop);
        }

        return false;
    }

    private void EnterZoneInterval()
    {
        var interval = calendar.Zone.GetZoneInterval(Instant.FromUnixTimeTicks(_cursor - DateTime.UnixEpoch.Ticks));
        _offset = interval.WallOffset.Ticks;
        _zoneEnd = interval.HasEnd ? interval.End.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks : long.MaxValue;
    }
}
