using System.Buffers.Binary;

namespace Heed.Server.Media;

/// <summary>What bytes really are, by how they begin: what a sender declares is not believed.</summary>
internal static class MediaType
{
    public const string Unknown = "application/octet-stream";

    /// <summary>What a browser may show inside a page: pictures that hold no script.</summary>
    public static bool IsShown(string type) => type is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/avif";

    public static string Of(ReadOnlySpan<byte> b) => b switch
    {
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', _, _, _, _, ..] => Brand(BinaryPrimitives.ReadUInt32BigEndian(b[8..])),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "application/pdf",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xF3 or 0xF2, ..] => "audio/mpeg",
        [0x1A, 0x45, 0xDF, 0xA3, ..] => "video/webm",
        _ => Unknown,
    };

    // Major brands of ISO media files.
    private static string Brand(uint brand) => brand switch
    {
        0x61766966 or 0x61766973 => "image/avif",
        0x68656963 or 0x68656978 or 0x6D696631 => "image/heic",
        0x4D344120 => "audio/mp4",
        0x71742020 => "video/quicktime",
        _ => "video/mp4",
    };
}
