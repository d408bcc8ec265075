using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using SkiaSharp;

namespace Heed.Server.Figures.Infographic;

/// <summary>Reads an uploaded logo: a PNG, or an SVG of plain shapes. Of an SVG nothing but the shapes is ever used again.</summary>
internal static partial class LogoReader
{
    /// <summary>Of the file.</summary>
    public const int MostBytes = 512 * 1024;

    private const int MostPixels = 4000;
    private const int KeptPixels = 1200;
    private const int MostShapes = 2000;

    // They draw nothing.
    private static readonly HashSet<string> Silent = ["title", "desc", "metadata", "defs", "namedview"];

    /// <returns>The logo and the bytes to keep, or the key of a text that says what is wrong, and its particular.</returns>
    public static (Logo? Logo, byte[] Kept, string? Wrong, string Particular) Read(byte[] file)
    {
        if (file.Length > MostBytes)
            return (null, [], "logo.too-large", (MostBytes / 1024).ToString(CultureInfo.InvariantCulture));
        return file is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? ReadPng(file) : ReadSvg(file);
    }

    private static (Logo?, byte[], string?, string) ReadPng(byte[] file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info.Width < 1 || codec.Info.Height < 1)
            return (null, [], "logo.broken", "");
        if (Math.Max(codec.Info.Width, codec.Info.Height) > MostPixels)
            return (null, [], "logo.too-wide", MostPixels.ToString(CultureInfo.InvariantCulture));
        using var bitmap = SKBitmap.Decode(codec);
        if (bitmap is null)
            return (null, [], "logo.broken", "");

        // Written anew: what else was in the file does not come along.
        var scale = Math.Min(1, (float)KeptPixels / Math.Max(bitmap.Width, bitmap.Height));
        using var kept = scale < 1 ? bitmap.Resize(new SKImageInfo(Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale))), new SKSamplingOptions(SKCubicResampler.Mitchell)) : bitmap;
        using var png = kept.Encode(SKEncodedImageFormat.Png, 100);
        var bytes = png.ToArray();
        return (new Logo(kept.Width, kept.Height, bytes, []), bytes, null, "");
    }

    private static (Logo?, byte[], string?, string) ReadSvg(byte[] file)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(file), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes });
            var root = XDocument.Load(reader).Root;
            if (root?.Name.LocalName != "svg")
                return (null, [], "logo.unknown", "");
            var (box, width, height) = Box(root);
            if (width <= 0 || height <= 0)
                return (null, [], "logo.no-size", "");
            var shapes = new List<Mark>();
            Read(root, new Look(Colour.Ink, null, 1, 1, false), shapes, 0);
            if (shapes.Count == 0)
                return (null, [], "logo.no-shapes", "");
            return (new Logo(width, height, null, [new Mark.Group(Matrix3x2.CreateTranslation(-box), shapes)]), file, null, "");
        }
        catch (XmlException)
        {
            return (null, [], "logo.unknown", "");
        }
        catch (UnknownShapeException e)
        {
            return (null, [], "logo.shape", e.Message);
        }
    }

    private static void Read(XElement parent, Look look, List<Mark> into, int depth)
    {
        if (depth > 32)
            throw new UnknownShapeException("<g>");
        foreach (var element in parent.Elements())
        {
            var name = element.Name.LocalName;
            if (Silent.Contains(name))
                continue;
            var own = look.With(element);
            var shapes = new List<Mark>();
            if (name == "g")
                Read(element, own, shapes, depth + 1);
            else if (Data(element, name) is { Length: > 0 } data)
                shapes.Add(new Mark.Path(data, own.Fill, own.Stroke, own.StrokeWidth, own.EvenOdd, own.Opacity));
            if (into.Count + shapes.Count > MostShapes)
                throw new UnknownShapeException($"> {MostShapes}");
            if (Transform(element) is { IsIdentity: false } place)
                into.Add(new Mark.Group(place, shapes));
            else
                into.AddRange(shapes);
        }
    }

    private static string Data(XElement e, string name)
    {
        float N(string attribute) => Number(e.Attribute(attribute)?.Value) ?? 0;
        switch (name)
        {
            case "path":
                using (var read = SKPath.ParseSvgPathData(e.Attribute("d")?.Value ?? ""))
                    return read?.ToSvgPathData() ?? throw new UnknownShapeException("<path>");
            case "rect":
                var rx = Number(e.Attribute("rx")?.Value) ?? Number(e.Attribute("ry")?.Value) ?? 0;
                return Rect(N("x"), N("y"), N("width"), N("height"), Math.Min(rx, N("width") / 2), Math.Min(Number(e.Attribute("ry")?.Value) ?? rx, N("height") / 2));
            case "circle":
                return Oval(N("cx"), N("cy"), N("r"), N("r"));
            case "ellipse":
                return Oval(N("cx"), N("cy"), N("rx"), N("ry"));
            case "line":
                return FormattableString.Invariant($"M{N("x1")} {N("y1")}L{N("x2")} {N("y2")}");
            case "polygon" or "polyline":
                var points = Numbers().Matches(e.Attribute("points")?.Value ?? "").Select(m => Number(m.Value) ?? 0).Chunk(2).Where(p => p.Length == 2).ToList();
                return points.Count < 2 ? "" : "M" + string.Join('L', points.Select(p => FormattableString.Invariant($"{p[0]} {p[1]}"))) + (name == "polygon" ? "Z" : "");
            default:
                throw new UnknownShapeException($"<{name}>");
        }
    }

    private static string Oval(float x, float y, float rx, float ry) =>
        FormattableString.Invariant($"M{x - rx} {y}A{rx} {ry} 0 1 0 {x + rx} {y}A{rx} {ry} 0 1 0 {x - rx} {y}Z");

    private static string Rect(float x, float y, float width, float height, float rx, float ry) => rx <= 0 || ry <= 0
        ? FormattableString.Invariant($"M{x} {y}h{width}v{height}h{-width}Z")
        : FormattableString.Invariant(
            $"M{x + rx} {y}h{width - (2 * rx)}a{rx} {ry} 0 0 1 {rx} {ry}v{height - (2 * ry)}a{rx} {ry} 0 0 1 {-rx} {ry}h{-(width - (2 * rx))}a{rx} {ry} 0 0 1 {-rx} {-ry}v{-(height - (2 * ry))}a{rx} {ry} 0 0 1 {rx} {-ry}Z");

    private static (Vector2 Corner, float Width, float Height) Box(XElement root)
    {
        var numbers = Numbers().Matches(root.Attribute("viewBox")?.Value ?? "").Select(m => Number(m.Value) ?? 0).ToList();
        return numbers is [var x, var y, var width, var height]
            ? (new Vector2(x, y), width, height)
            : (Vector2.Zero, Number(root.Attribute("width")?.Value) ?? 0, Number(root.Attribute("height")?.Value) ?? 0);
    }

    // As SVG has it: the last one named is nearest to the shape.
    private static Matrix3x2 Transform(XElement element)
    {
        var place = Matrix3x2.Identity;
        foreach (Match part in Transforms().Matches(element.Attribute("transform")?.Value ?? ""))
        {
            var n = Numbers().Matches(part.Groups[2].Value).Select(m => Number(m.Value) ?? 0).ToList();
            var step = (part.Groups[1].Value, n.Count) switch
            {
                ("translate", 1) => Matrix3x2.CreateTranslation(n[0], 0),
                ("translate", 2) => Matrix3x2.CreateTranslation(n[0], n[1]),
                ("scale", 1) => Matrix3x2.CreateScale(n[0]),
                ("scale", 2) => Matrix3x2.CreateScale(n[0], n[1]),
                ("rotate", 1) => Matrix3x2.CreateRotation(n[0] * MathF.PI / 180),
                ("rotate", 3) => Matrix3x2.CreateRotation(n[0] * MathF.PI / 180, new Vector2(n[1], n[2])),
                ("matrix", 6) => new Matrix3x2(n[0], n[1], n[2], n[3], n[4], n[5]),
                _ => throw new UnknownShapeException(part.Value),
            };
            place = step * place;
        }

        return place;
    }

    private static float? Number(string? text) =>
        text is not null && Numbers().Match(text) is { Success: true } found && float.TryParse(found.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) ? number : null;

    [GeneratedRegex(@"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(\w+)\s*\(([^)]*)\)")]
    private static partial Regex Transforms();

    [GeneratedRegex(@"([\w-]+)\s*:\s*([^;]+)")]
    private static partial Regex Declarations();

    [GeneratedRegex(@"^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$")]
    private static partial Regex Rgb();

    /// <summary>What a shape inherits.</summary>
    private sealed record Look(Colour? Fill, Colour? Stroke, double StrokeWidth, double Opacity, bool EvenOdd)
    {
        public Look With(XElement element)
        {
            var own = element.Attributes().Where(a => a.Name.NamespaceName.Length == 0).ToDictionary(a => a.Name.LocalName, a => a.Value.Trim());
            foreach (Match rule in Declarations().Matches(own.GetValueOrDefault("style") ?? ""))
                own[rule.Groups[1].Value] = rule.Groups[2].Value.Trim();
            foreach (var forbidden in (string[])["class", "clip-path", "mask", "filter"])
            {
                if (own.TryGetValue(forbidden, out var value) && value != "none")
                    throw new UnknownShapeException(forbidden);
            }

            return new Look(
                own.TryGetValue("fill", out var fill) ? Paint(fill, Fill) : Fill,
                own.TryGetValue("stroke", out var stroke) ? Paint(stroke, Stroke) : Stroke,
                Number(own.GetValueOrDefault("stroke-width")) ?? StrokeWidth,
                Opacity * (Number(own.GetValueOrDefault("opacity")) ?? 1) * (Number(own.GetValueOrDefault("fill-opacity")) ?? 1),
                own.TryGetValue("fill-rule", out var rule2) ? rule2 == "evenodd" : EvenOdd);
        }

        private static Colour? Paint(string text, Colour? inherited) => text.ToLowerInvariant() switch
        {
            "none" or "transparent" => null,
            "inherit" => inherited,
            "currentcolor" or "black" => Colour.Ink,
            "white" => Colour.White,
            var other when Rgb().Match(other) is { Success: true } rgb => new Colour(Channel(rgb, 1), Channel(rgb, 2), Channel(rgb, 3)),
            var other when other.StartsWith('#') => Colour.Parse(other) ?? throw new UnknownShapeException(text),
            var other when System.Drawing.Color.FromName(other) is { IsKnownColor: true, IsSystemColor: false } known => new Colour(known.R, known.G, known.B),
            _ => throw new UnknownShapeException(text),
        };

        private static byte Channel(Match rgb, int group) => (byte)Math.Min(255, int.Parse(rgb.Groups[group].Value, CultureInfo.InvariantCulture));
    }

    /// <summary>Something in an SVG that is no plain shape; the message names it.</summary>
    private sealed class UnknownShapeException(string what) : Exception(what);
}
