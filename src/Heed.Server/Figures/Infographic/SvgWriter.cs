using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml;

namespace Heed.Server.Figures.Infographic;

/// <summary>Writes a page as SVG: text stays text, and the file carries the fonts it is set in.</summary>
internal static class SvgWriter
{
    private const string Namespace = "http://www.w3.org/2000/svg";

    public static byte[] Write(Scene scene, string width, string height)
    {
        using var memory = new MemoryStream();
        using (var xml = XmlWriter.Create(memory, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartElement("svg", Namespace);
            Attribute(xml, "viewBox", $"0 0 {Number(scene.Width)} {Number(scene.Height)}");
            Attribute(xml, "width", width);
            Attribute(xml, "height", height);
            xml.WriteAttributeString("xml", "lang", null, scene.Language);
            Attribute(xml, "role", "img");
            Attribute(xml, "aria-labelledby", "title description");
            Element(xml, "title", "title", scene.Title);
            Element(xml, "desc", "description", scene.Description);
            xml.WriteElementString("style", Namespace, Style());
            Rect(xml, new Mark.Rect(0, 0, scene.Width, scene.Height, Colour.White));
            foreach (var mark in scene.Marks)
                Write(xml, mark);
            xml.WriteEndElement();
        }

        return memory.ToArray();
    }

    private static void Write(XmlWriter xml, Mark mark)
    {
        switch (mark)
        {
            case Mark.Text text:
                Text(xml, text);
                break;
            case Mark.Rect rect:
                Rect(xml, rect);
                break;
            case Mark.Circle circle:
                xml.WriteStartElement("circle", Namespace);
                Attributes(xml, ("cx", Number(circle.X)), ("cy", Number(circle.Y)), ("r", Number(circle.Radius)), ("fill", circle.Fill.Hex));
                xml.WriteEndElement();
                break;
            case Mark.Line line:
                xml.WriteStartElement("line", Namespace);
                Attributes(xml, ("x1", Number(line.X1)), ("y1", Number(line.Y1)), ("x2", Number(line.X2)), ("y2", Number(line.Y2)), ("stroke", line.Stroke.Hex), ("stroke-width", Number(line.Width)));
                xml.WriteEndElement();
                break;
            case Mark.Path path:
                xml.WriteStartElement("path", Namespace);
                Attributes(xml, ("d", path.Data), ("fill", path.Fill?.Hex ?? "none"), ("fill-rule", path.EvenOdd ? "evenodd" : null),
                    ("stroke", path.Stroke?.Hex), ("stroke-width", path.Stroke is null ? null : Number(path.StrokeWidth)), ("opacity", path.Opacity < 1 ? Number(path.Opacity) : null));
                xml.WriteEndElement();
                break;
            case Mark.Picture picture:
                xml.WriteStartElement("image", Namespace);
                Attributes(xml, ("x", Number(picture.X)), ("y", Number(picture.Y)), ("width", Number(picture.Width)), ("height", Number(picture.Height)),
                    ("aria-label", picture.Name), ("href", "data:image/png;base64," + Convert.ToBase64String(picture.Png)));
                xml.WriteEndElement();
                break;
            case Mark.Group group:
                xml.WriteStartElement("g", Namespace);
                Attribute(xml, "transform", Place(group.Place));
                foreach (var inner in group.Marks)
                    Write(xml, inner);
                xml.WriteEndElement();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Text(XmlWriter xml, Mark.Text text)
    {
        xml.WriteStartElement("text", Namespace);
        // The space after the last letter would push a line that ends or centres here.
        var x = text.Anchor switch { Anchor.Start => text.X, Anchor.Middle => text.X + (text.Tracking * text.Size / 2), Anchor.End => text.X + (text.Tracking * text.Size) };
        Attributes(xml, ("class", ClassOf(text.Face)), ("x", Number(x)), ("y", Number(text.Y)), ("font-size", Number(text.Size)), ("fill", text.Fill.Hex),
            ("text-anchor", text.Anchor switch { Anchor.Start => null, Anchor.Middle => "middle", Anchor.End => "end" }),
            ("letter-spacing", text.Tracking == 0 ? null : Number(text.Tracking * text.Size)));
        xml.WriteString(text.Words);
        xml.WriteEndElement();
    }

    private static void Rect(XmlWriter xml, Mark.Rect rect)
    {
        xml.WriteStartElement("rect", Namespace);
        Attributes(xml, ("x", Number(rect.X)), ("y", Number(rect.Y)), ("width", Number(rect.Width)), ("height", Number(rect.Height)),
            ("rx", rect.Radius > 0 ? Number(rect.Radius) : null), ("fill", rect.Fill.Hex));
        xml.WriteEndElement();
    }

    private static string Style()
    {
        var css = new StringBuilder("text{font-kerning:normal;white-space:pre}");
        foreach (var face in Enum.GetValues<Face>())
        {
            var (family, weight) = Typefaces.Css(face);
            css.Append(CultureInfo.InvariantCulture, $"@font-face{{font-family:\"{family}\";font-weight:{weight};src:url(data:font/woff2;base64,{Convert.ToBase64String(Typefaces.Web(face))}) format(\"woff2\")}}");
            css.Append(CultureInfo.InvariantCulture, $".{ClassOf(face)}{{font-family:\"{family}\",Inter,\"Helvetica Neue\",Arial,sans-serif;font-weight:{weight}}}");
        }

        return css.ToString();
    }

    private static string ClassOf(Face face) => face switch { Face.Regular => "r", Face.Strong => "s", Face.Display => "d", Face.DisplayStrong => "b" };

    private static string Place(Matrix3x2 m) => m.M11 == 1 && m.M12 == 0 && m.M21 == 0 && m.M22 == 1
        ? $"translate({Number(m.M31)} {Number(m.M32)})"
        : $"matrix({Number(m.M11, 6)} {Number(m.M12, 6)} {Number(m.M21, 6)} {Number(m.M22, 6)} {Number(m.M31, 4)} {Number(m.M32, 4)})";

    private static void Element(XmlWriter xml, string name, string id, string words)
    {
        xml.WriteStartElement(name, Namespace);
        Attribute(xml, "id", id);
        xml.WriteString(words);
        xml.WriteEndElement();
    }

    private static void Attributes(XmlWriter xml, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
                Attribute(xml, name, value);
        }
    }

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, value);

    private static string Number(double value, int digits = 2) => Math.Round(value, digits).ToString(CultureInfo.InvariantCulture);
}
