namespace Heed.Core.Figures;

/// <summary>What a figure is counted in.</summary>
public enum FigureUnit
{
    /// <summary>0–1.</summary>
    Share,
    Minutes,
    Messages,
    Cases,
    Customers,
    Stays,
    Promises,

    /// <summary>An average per case.</summary>
    PerCase,
}

public static class FigureUnits
{
    /// <summary>The unit as the API writes it.</summary>
    public static string Word(this FigureUnit unit) => unit switch
    {
        FigureUnit.Share => "share",
        FigureUnit.Minutes => "minutes",
        FigureUnit.Messages => "messages",
        FigureUnit.Cases => "cases",
        FigureUnit.Customers => "customers",
        FigureUnit.Stays => "stays",
        FigureUnit.Promises => "promises",
        FigureUnit.PerCase => "per-case",
    };
}
