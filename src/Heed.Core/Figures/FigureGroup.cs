namespace Heed.Core.Figures;

/// <summary>What a figure is about: the headings of the screen, in this order.</summary>
public enum FigureGroup
{
    /// <summary>How much was answered, and in time.</summary>
    Answers,

    /// <summary>How long people waited.</summary>
    Waits,

    Volume,

    /// <summary>Customers and their cases.</summary>
    Cases,

    /// <summary>Through how many hands a case goes.</summary>
    HandOvers,

    /// <summary>Hours and weekdays.</summary>
    Hours,
}
