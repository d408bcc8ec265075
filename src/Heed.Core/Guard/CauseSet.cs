namespace Heed.Core.Guard;

/// <summary>Which of the four causes are there, as bits of one number: a column that a database can count.</summary>
[Flags]
public enum CauseSet
{
    None = 0,
    AggressiveAnswer = 1,
    HandedOver = 2,
    LongWait = 4,
    Boomerang = 8,
}

public static class CauseSets
{
    /// <summary>All four, in the order of the published figures.</summary>
    public static IReadOnlyList<Cause> All { get; } = [Cause.AggressiveAnswer, Cause.HandedOver, Cause.LongWait, Cause.Boomerang];

    /// <param name="causes">Null: none.</param>
    public static CauseSet Of(IEnumerable<Cause>? causes) => (causes ?? []).Aggregate(CauseSet.None, With);

    public static CauseSet Bit(this Cause cause) => (CauseSet)(1 << ((int)cause - 1));

    public static CauseSet With(this CauseSet set, Cause cause) => set | cause.Bit();

    public static CauseSet Without(this CauseSet set, Cause cause) => set & ~cause.Bit();

    public static bool Has(this CauseSet set, Cause cause) => (set & cause.Bit()) != 0;
}
