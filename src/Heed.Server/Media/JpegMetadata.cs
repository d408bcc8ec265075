using System.Buffers.Binary;

namespace Heed.Server.Media;

/// <summary>Takes what a camera writes beside the picture out of a JPEG: place, time, owner, thumbnail. The picture itself is not touched.</summary>
internal static class JpegMetadata
{
    /// <returns>The same bytes when there is nothing to take out, or when it is no JPEG that can be read.</returns>
    public static byte[] Strip(byte[] jpeg)
    {
        if (jpeg is not [0xFF, 0xD8, ..])
            return jpeg;
        using var kept = new MemoryStream(jpeg.Length);
        kept.Write(jpeg, 0, 2);
        var at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            var marker = jpeg[at + 1];
            // From here on it is the picture.
            if (marker == 0xDA)
                break;
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(at + 2));
            if (length < 4 || at + length > jpeg.Length)
                return jpeg;
            if (!IsMetadata(marker))
                kept.Write(jpeg, at, length);
            at += length;
        }

        kept.Write(jpeg, at, jpeg.Length - at);
        return kept.Length == jpeg.Length ? jpeg : kept.ToArray();
    }

    // APP1 (Exif, XMP), APP13 (Photoshop, IPTC), comments. APP0, APP2 (colour profile) and APP14 (colours) belong to the picture.
    private static bool IsMetadata(byte marker) => marker is 0xE1 or 0xED or 0xFE;
}
