using System.Security.Cryptography;
using Heed.Server.Cluster;
using Heed.Server.Settings;
using Heed.Storage.Blobs;

namespace Heed.Server.Media;

/// <summary>Brings the files of messages here before the networks' links expire. Several nodes may do the same work: the result is one.</summary>
internal sealed partial class MediaFetcher(AttachmentStore store, MediaDownload download, ChannelCatalog catalog, TimeProvider clock, ILogger<MediaFetcher> logger)
    : BackgroundService
{
    private const int AtOnce = 4;
    private const int BatchSize = 20;

    // A picture in a mail; files that a network hands out may be larger.
    private const int LargestPictureMegabytes = 5;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);

    // Links of Meta live for days, those of X longer: after these there is nothing to hope for.
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6)];

    private readonly SemaphoreSlim fetching = new(1, 1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Every, CatchUpAsync, LogRoundFailed, stoppingToken);

    /// <summary>Fetches all that is due. One caller at a time: what this process is fetching it does not fetch twice.</summary>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        await fetching.WaitAsync(ct);
        try
        {
            while (await RunOnceAsync(ct) == BatchSize)
            {
            }
        }
        finally
        {
            fetching.Release();
        }
    }

    public override void Dispose()
    {
        fetching.Dispose();
        base.Dispose();
    }

    // How many were tried.
    private async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var due = await store.DueAsync(clock.GetUtcNow(), BatchSize, ct);
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (file, token) => await FetchAsync(file, token));
        return due.Count;
    }

    private async Task FetchAsync(UnfetchedAttachment file, CancellationToken ct)
    {
        // A stranger's mail names the address of a picture: the operator's trust in the account's own server is not for it.
        var picture = BlockedPictures.Is(file.ContentId);
        var trusted = picture ? null : await TrustedAsync(file.AccountId, ct);
        switch (await download.FetchAsync(file.Url, trusted, ct, picture ? LargestPictureMegabytes : MediaDownload.LargestMegabytes))
        {
            case Fetched.Bytes(var bytes) when picture && !MediaType.IsShown(MediaType.Of(bytes)):
                await store.GiveUpAsync(file.Id, "It is no picture that a page may show.", ct);
                break;
            case Fetched.Bytes(var bytes):
                var content = JpegMetadata.Strip(bytes);
                await store.KeepAsync(file.Id, MediaType.Of(content), Convert.ToHexStringLower(SHA256.HashData(content)), content, ct);
                break;
            case Fetched.Later when file.Attempts < Waits.Length:
                await store.TryAgainAsync(file.Id, file.Attempts + 1, clock.GetUtcNow() + Waits[file.Attempts], ct);
                break;
            case Fetched.Later(var why):
                await store.GiveUpAsync(file.Id, why, ct);
                LogGivenUp(file.Id, file.Attempts + 1);
                break;
            case Fetched.Never(var why):
                await store.GiveUpAsync(file.Id, why, ct);
                LogGivenUp(file.Id, file.Attempts + 1);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private async Task<string?> TrustedAsync(Guid accountId, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        var api = settings.ById.TryGetValue(accountId, out var account) ? account.Setting("api") : null;
        return Uri.TryCreate(api, UriKind.Absolute, out var address) ? GuardedConnections.Authority(address) : null;
    }

    [LoggerMessage(LogLevel.Warning, "Attachment {Attachment} could not be fetched in {Attempts} attempts")]
    private partial void LogGivenUp(Guid attachment, int attempts);

    [LoggerMessage(LogLevel.Error, "Could not fetch attachments; trying again")]
    private partial void LogRoundFailed(Exception e);
}
