namespace Heed.Server.Figures;

/// <summary>The words of the figures screens, in FiguresWords.resx and its translations. Definitions stand in the catalogue beside their formulas.</summary>
internal sealed class FiguresWords;
