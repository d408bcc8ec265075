using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace Heed.Storage.Backups;

/// <summary>The zip file of a backup. What goes in is hashed on the way.</summary>
internal sealed class BackupArchive(ZipArchive zip) : IDisposable
{
    private const string ManifestName = "manifest.json";
    private const int LargestManifest = 4 * 1024 * 1024;
    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly Dictionary<string, string> hashes = [];

    public static BackupArchive Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        // It holds the keys of the secrets that it holds, too.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new BackupArchive(new ZipArchive(new FileStream(file, options), ZipArchiveMode.Create));
    }

    /// <exception cref="BackupException">The file is no backup.</exception>
    public static BackupArchive Open(string file)
    {
        var stream = File.OpenRead(file);
        try
        {
            return new BackupArchive(new ZipArchive(stream, ZipArchiveMode.Read));
        }
        catch (InvalidDataException)
        {
            stream.Dispose();
            throw new BackupException($"{file} is no backup of Heed, or it was cut short.");
        }
    }

    public IEnumerable<string> Names => zip.Entries.Select(e => e.FullName);

    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        using var sha = SHA256.Create();
        await using (var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync())
        await using (var hashed = new CryptoStream(entry, sha, CryptoStreamMode.Write))
            await write(hashed);
        hashes[name] = Convert.ToHexStringLower(sha.Hash!); // complete once the stream is closed
    }

    /// <returns>The manifest with the hashes of all that was added.</returns>
    public async Task<BackupManifest> FinishAsync(BackupManifest manifest, CancellationToken ct)
    {
        manifest = manifest with { Sha256 = hashes };
        await using var entry = await zip.CreateEntry(ManifestName).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(entry, manifest, Shape, ct);
        return manifest;
    }

    public async Task<BackupManifest> ManifestAsync(CancellationToken ct)
    {
        if (zip.GetEntry(ManifestName) is not { Length: <= LargestManifest } entry)
            throw new BackupException("This file is no backup of Heed: it has no manifest.");
        try
        {
            await using var stream = await entry.OpenAsync(ct);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(stream, Shape, ct) ?? throw new BackupException("The manifest of this backup is empty.");
            return manifest.Format == BackupManifest.CurrentFormat
                ? manifest
                : throw new BackupException($"This backup is of format {manifest.Format}, this Heed reads {BackupManifest.CurrentFormat}. Use the Heed that wrote it ({manifest.Heed}).");
        }
        catch (JsonException)
        {
            throw new BackupException("The manifest of this backup cannot be read.");
        }
    }

    /// <summary>Reads every entry once and compares its hash.</summary>
    /// <exception cref="BackupException">Something is missing, too much, or different.</exception>
    public async Task VerifyAsync(BackupManifest manifest, CancellationToken ct)
    {
        var names = Names.Where(n => n != ManifestName).ToHashSet();
        if (!names.SetEquals(manifest.Sha256.Keys))
            throw new BackupException("This backup is not complete: its entries are not those of its manifest.");
        foreach (var (name, expected) in manifest.Sha256)
        {
            try
            {
                await using var stream = await OpenAsync(name, ct);
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct)) != expected)
                    throw new BackupException($"This backup is damaged: {name} is not what was written.");
            }
            catch (InvalidDataException)
            {
                throw new BackupException($"This backup is damaged: {name} cannot be unpacked.");
            }
        }
    }

    public async Task<Stream> OpenAsync(string name, CancellationToken ct) =>
        zip.GetEntry(name) is { } entry ? await entry.OpenAsync(ct) : throw new BackupException($"This backup has no {name}.");

    public void Dispose() => zip.Dispose();
}
