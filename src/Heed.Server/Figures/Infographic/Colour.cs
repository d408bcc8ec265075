using System.Globalization;

namespace Heed.Server.Figures.Infographic;

/// <summary>A colour of the sRGB space, without transparency.</summary>
internal readonly record struct Colour(byte R, byte G, byte B)
{
    public static readonly Colour White = new(255, 255, 255);

    /// <summary>Black as printed: soft enough for large type, 16:1 on white.</summary>
    public static readonly Colour Ink = new(20, 27, 24);

    /// <summary><c>#0b6b55</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{R:x2}{G:x2}{B:x2}");

    /// <summary>Reads <c>#0b6b55</c>, with or without the sign, and the short <c>#abc</c>; null when it is no colour.</summary>
    public static Colour? Parse(string? text)
    {
        var hex = (text ?? "").Trim().TrimStart('#');
        if (hex.Length == 3)
            hex = string.Concat(hex.Select(c => new string(c, 2)));
        return hex.Length == 6 && int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? new Colour((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb)
            : null;
    }

    /// <summary>Contrast as WCAG 2.2 defines it: 1 (none) to 21.</summary>
    public double Against(Colour other)
    {
        var (a, b) = (Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>This colour with so much of another in it.</summary>
    /// <param name="share">0–1.</param>
    public Colour With(Colour other, double share) => new(Between(R, other.R, share), Between(G, other.G, share), Between(B, other.B, share));

    /// <summary>The same hue, as much darker as it takes to be read on white.</summary>
    public Colour ReadableOnWhite(double contrast)
    {
        var (l, a, b) = Lab;
        var colour = this;
        for (var step = l; colour.Against(White) < contrast && step > 0; step -= 0.005)
            colour = FromLab(step, a * step / l, b * step / l);
        return colour;
    }

    /// <summary>How different two colours look: 0 (the same) to about 1 (black and white).</summary>
    public double Distance(Colour other)
    {
        var (x, y) = (Lab, other.Lab);
        return Math.Sqrt(Math.Pow(x.L - y.L, 2) + Math.Pow(x.A - y.A, 2) + Math.Pow(x.B - y.B, 2));
    }

    private double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    // Oklab (Ottosson 2020): equal steps look equal, so a hue stays itself while it darkens.
    private (double L, double A, double B) Lab
    {
        get
        {
            var (r, g, b) = (Linear(R), Linear(G), Linear(B));
            var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
            var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
            var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
            return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s), (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s));
        }
    }

    private static Colour FromLab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return new(
            Encoded((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encoded((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encoded((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static double Linear(byte value)
    {
        var v = value / 255d;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static byte Encoded(double linear)
    {
        var v = Math.Clamp(linear, 0, 1);
        return (byte)Math.Round(255 * (v <= 0.0031308 ? v * 12.92 : (1.055 * Math.Pow(v, 1 / 2.4)) - 0.055));
    }

    private static byte Between(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
