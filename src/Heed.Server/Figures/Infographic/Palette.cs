namespace Heed.Server.Figures.Infographic;

/// <summary>The colours of a page, made from the two of a brand so that everything on it can be read.</summary>
internal sealed record Palette
{
    /// <summary>What WCAG 2.2 AA asks of text.</summary>
    public const double Readable = 4.5;

    /// <summary>Nearer than this, two colours are taken for one.</summary>
    private const double Alike = 0.1;

    public Palette(Colour first, Colour second)
    {
        Band = first;
        // On a middle grey neither reads; black always does where white does not.
        OnBand = first.Against(Colour.White) >= Readable ? Colour.White : first.Against(Colour.Ink) >= Readable ? Colour.Ink : new Colour(0, 0, 0);
        First = first.ReadableOnWhite(Readable + 0.4); // it also stands on the tint
        var shade = second.ReadableOnWhite(Readable + 0.4);
        AreAlike = shade.Distance(First) < Alike;
        Second = AreAlike ? Apart(First) : shade;
        FirstWasDarkened = First != first;
        SecondWasDarkened = shade != second;
    }

    /// <summary>Heed's own, for brands that chose none.</summary>
    public static Colour DefaultFirst { get; } = new(0x0b, 0x6b, 0x55);

    public static Colour DefaultSecond { get; } = new(0xb4, 0x53, 0x0f);

    /// <summary>The brand's colour as it is, in a broad band; what stands on it is white or ink, whichever can be read.</summary>
    public Colour Band { get; }

    public Colour OnBand { get; }

    /// <summary>Quieter text on the band.</summary>
    public Colour OnBandSoft => Quieter(OnBand, Band);

    /// <summary>Marks of the scale on the band that carry no text.</summary>
    public Colour OnBandFaint => Band.With(OnBand, 0.26);

    /// <summary>The brand's colour for text and marks on white.</summary>
    public Colour First { get; }

    public Colour Second { get; }

    public Colour Tint => Colour.White.With(First, 0.065);

    public static Colour Track => Colour.White.With(Colour.Ink, 0.11);

    public static Colour Line => Colour.White.With(Colour.Ink, 0.2);

    public static Colour Soft => Colour.Ink.With(Colour.White, 0.3);

    /// <summary>The first colour could not be read on white: text and marks have a darker shade of it.</summary>
    public bool FirstWasDarkened { get; }

    public bool SecondWasDarkened { get; }

    /// <summary>The two could not be told apart: the second is taken from the greys.</summary>
    public bool AreAlike { get; }

    private static Colour Quieter(Colour text, Colour ground)
    {
        var quiet = text.With(ground, 0.2);
        return quiet.Against(ground) >= Readable ? quiet : text;
    }

    // Of a dark and a middle grey, both readable, the one that is further away.
    private static Colour Apart(Colour from)
    {
        Colour dark = new(0x22, 0x2a, 0x27), middle = new(0x6b, 0x72, 0x6f);
        return dark.Distance(from) > middle.Distance(from) ? dark : middle;
    }
}
