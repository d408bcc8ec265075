namespace Heed.Core.Guard;

/// <summary>The four reasons why customers leave, as the Spanish founding document counts them (S-4).</summary>
public enum Cause
{
    /// <summary>33 %: an aggressive answer.</summary>
    AggressiveAnswer = 1,

    /// <summary>26 %: handed from one operator to another.</summary>
    HandedOver = 2,

    /// <summary>10 %: a long wait.</summary>
    LongWait = 3,

    /// <summary>10 %: sent back to a department already visited.</summary>
    Boomerang = 4,
}
