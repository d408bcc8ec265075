using System.Numerics;
using SkiaSharp;

namespace Heed.Server.Figures.Infographic;

/// <summary>Paints a page: as PNG, and as PDF whose text can be searched and whose fonts are inside.</summary>
internal static class SkiaPainter
{
    /// <param name="scale">Pixels per unit of the scene.</param>
    public static byte[] Png(Scene scene, double scale)
    {
        var info = new SKImageInfo((int)Math.Round(scene.Width * scale), (int)Math.Round(scene.Height * scale), SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var surface = SKSurface.Create(info) ?? throw new InvalidOperationException($"No memory for a picture of {info.Width} × {info.Height} pixels.");
        surface.Canvas.Scale((float)scale);
        Paint(surface.Canvas, scene);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <param name="width">Of the sheet, in points (1/72 inch).</param>
    public static byte[] Pdf(Scene scene, double width, DateTimeOffset made)
    {
        using var memory = new MemoryStream();
        var about = new SKDocumentPdfMetadata
        {
            Title = scene.Title,
            Subject = scene.Description,
            Creator = "Heed",
            Producer = "Heed",
            Creation = made.UtcDateTime,
            Modified = made.UtcDateTime,
            RasterDpi = 300,
            EncodingQuality = 101, // no losses
        };
        var scale = width / scene.Width;
        using (var document = SKDocument.CreatePdf(memory, about))
        {
            var canvas = document.BeginPage((float)width, (float)(scene.Height * scale));
            canvas.Scale((float)scale);
            Paint(canvas, scene);
            document.EndPage();
            document.Close();
        }

        return memory.ToArray();
    }

    private static void Paint(SKCanvas canvas, Scene scene)
    {
        canvas.Clear(SKColors.White);
        foreach (var mark in scene.Marks)
            Paint(canvas, mark);
    }

    private static void Paint(SKCanvas canvas, Mark mark)
    {
        switch (mark)
        {
            case Mark.Text text:
                Text(canvas, text);
                break;
            case Mark.Rect r:
                using (var paint = Fill(r.Fill))
                    canvas.DrawRoundRect((float)r.X, (float)r.Y, (float)r.Width, (float)r.Height, (float)r.Radius, (float)r.Radius, paint);
                break;
            case Mark.Circle c:
                using (var paint = Fill(c.Fill))
                    canvas.DrawCircle((float)c.X, (float)c.Y, (float)c.Radius, paint);
                break;
            case Mark.Line l:
                using (var paint = Stroke(l.Stroke, l.Width, 1))
                    canvas.DrawLine((float)l.X1, (float)l.Y1, (float)l.X2, (float)l.Y2, paint);
                break;
            case Mark.Path p:
                Path(canvas, p);
                break;
            case Mark.Picture picture:
                using (var image = SKImage.FromEncodedData(picture.Png))
                    canvas.DrawImage(image, new SKRect((float)picture.X, (float)picture.Y, (float)(picture.X + picture.Width), (float)(picture.Y + picture.Height)), new SKSamplingOptions(SKCubicResampler.Mitchell));
                break;
            case Mark.Group group:
                canvas.Save();
                canvas.Concat(Place(group.Place));
                foreach (var inner in group.Marks)
                    Paint(canvas, inner);
                canvas.Restore();
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static void Text(SKCanvas canvas, Mark.Text text)
    {
        var width = Typefaces.Width(text.Words, text.Face, text.Size, text.Tracking);
        var x = text.X - text.Anchor switch { Anchor.Start => 0, Anchor.Middle => width / 2, Anchor.End => width };
        using var paint = Fill(text.Fill);
        foreach (var (words, typeface) in Typefaces.Runs(text.Words, text.Face))
        {
            using var font = Typefaces.At(typeface, text.Size);
            if (text.Tracking == 0)
            {
                canvas.DrawText(words, (float)x, (float)text.Y, SKTextAlign.Left, font, paint);
                x += font.MeasureText(words);
                continue;
            }

            var glyphs = font.GetGlyphs(words);
            var widths = font.GetGlyphWidths(words);
            var places = new SKPoint[glyphs.Length];
            for (var i = 0; i < glyphs.Length; i++)
            {
                places[i] = new SKPoint((float)x, (float)text.Y);
                x += widths[i] + (text.Tracking * text.Size);
            }

            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(glyphs, font, places);
            using var blob = builder.Build();
            if (blob is not null)
                canvas.DrawText(blob, 0, 0, paint);
        }
    }

    private static void Path(SKCanvas canvas, Mark.Path mark)
    {
        using var path = SKPath.ParseSvgPathData(mark.Data);
        if (path is null)
            return;
        path.FillType = mark.EvenOdd ? SKPathFillType.EvenOdd : SKPathFillType.Winding;
        if (mark.Fill is { } fill)
        {
            using var paint = Fill(fill, mark.Opacity);
            canvas.DrawPath(path, paint);
        }

        if (mark.Stroke is { } stroke)
        {
            using var paint = Stroke(stroke, mark.StrokeWidth, mark.Opacity);
            canvas.DrawPath(path, paint);
        }
    }

    private static SKPaint Fill(Colour colour, double opacity = 1) => new() { IsAntialias = true, Color = Of(colour, opacity) };

    private static SKPaint Stroke(Colour colour, double width, double opacity) =>
        new() { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = (float)width, Color = Of(colour, opacity) };

    private static SKColor Of(Colour colour, double opacity) => new(colour.R, colour.G, colour.B, (byte)Math.Round(opacity * 255));

    private static SKMatrix Place(Matrix3x2 m) => new(m.M11, m.M21, m.M31, m.M12, m.M22, m.M32, 0, 0, 1);
}
