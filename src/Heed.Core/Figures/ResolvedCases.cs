using Heed.Core.Guard;

namespace Heed.Core.Figures;

/// <summary>Counts over cases that a customer opened and that were resolved in the period.</summary>
public sealed class ResolvedCases
{
    private readonly long[] seen = new long[CauseSets.All.Count];
    private readonly long[] said = new long[CauseSets.All.Count];

    public long Cases { get; set; }

    /// <summary>Of those, the ones in whose messages Heed could read something.</summary>
    public long Read { get; set; }

    /// <summary>With a hand-over that stayed in the team.</summary>
    public long WithinTeam { get; set; }

    /// <summary>With a hand-over to another department.</summary>
    public long ToDepartment { get; set; }

    /// <summary>With two hand-overs or more, of any kind.</summary>
    public long HandedOverTwice { get; set; }

    /// <summary>All hand-overs together.</summary>
    public long HandOvers { get; set; }

    /// <summary>The sum of their squares per case: the spread around the average is read from it.</summary>
    public long HandOversSquared { get; set; }

    /// <summary>That went back to a department which had had them.</summary>
    public long Boomerangs { get; set; }

    /// <summary>That were kept from going back at least once.</summary>
    public long BoomerangsStopped { get; set; }

    /// <summary>Of those kept from going back, the ones that never went.</summary>
    public long BoomerangsPrevented { get; set; }

    /// <summary>Of a matter that an earlier case of the same customer was about.</summary>
    public long Returns { get; set; }

    /// <summary>Cases in which the cause is there.</summary>
    /// <param name="byCustomer">As the customer's complaint; else as something that happened.</param>
    public long With(Cause cause, bool byCustomer) => (byCustomer ? said : seen)[(int)cause - 1];

    /// <summary>Counts cases that have these causes.</summary>
    public void Mark(CauseSet happened, CauseSet complained, long cases)
    {
        foreach (var cause in CauseSets.All)
        {
            seen[(int)cause - 1] += happened.Has(cause) ? cases : 0;
            said[(int)cause - 1] += complained.Has(cause) ? cases : 0;
        }
    }

    public void Add(ResolvedCases other)
    {
        Cases += other.Cases;
        Read += other.Read;
        WithinTeam += other.WithinTeam;
        ToDepartment += other.ToDepartment;
        HandedOverTwice += other.HandedOverTwice;
        HandOvers += other.HandOvers;
        HandOversSquared += other.HandOversSquared;
        Boomerangs += other.Boomerangs;
        BoomerangsStopped += other.BoomerangsStopped;
        BoomerangsPrevented += other.BoomerangsPrevented;
        Returns += other.Returns;
        for (var i = 0; i < seen.Length; i++)
            (seen[i], said[i]) = (seen[i] + other.seen[i], said[i] + other.said[i]);
    }

    public static ResolvedCases Sum(IEnumerable<ResolvedCases> parts)
    {
        var sum = new ResolvedCases();
        foreach (var part in parts)
            sum.Add(part);
        return sum;
    }
}
