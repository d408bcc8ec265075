namespace Heed.Core.Figures;

/// <summary>What a figure is about: the headings of the screen, in this order.</summary>
public enum FigureGroup
{
    /// <summary>How much was answered, and in time.</summary>
    Answers,

    /// <summary>How long people waited.</summary>
    Waits,

    /// <summary>The four reasons why customers leave.</summary>
    Causes,

    /// <summary>Through how many hands a case goes, and how long each of them has it.</summary>
    HandOvers,

    /// <summary>What customers were told, and what became of it.</summary>
    Promises,

    Volume,

    /// <summary>Customers and their cases.</summary>
    Cases,

    /// <summary>Hours and weekdays.</summary>
    Hours,
}
