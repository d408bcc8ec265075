using Heed.Server.Access;
using Heed.Storage.Blobs;
using Microsoft.Net.Http.Headers;

namespace Heed.Server.Media;

/// <summary>Files of messages: fetched in the background, served so that nothing of them can run.</summary>
internal static class MediaRoom
{
    public static WebApplicationBuilder AddMedia(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AttachmentStore>();
        builder.Services.AddSingleton<MediaDownload>();
        builder.Services.AddSingleton<MediaFetcher>();
        builder.Services.AddSingleton<RemotePictures>();
        builder.Services.AddHostedService(p => p.GetRequiredService<MediaFetcher>());
        // The links are signed: the factory's own log of every request stays out.
        builder.Services.AddHttpClient(MediaDownload.ClientName).ConfigurePrimaryHttpMessageHandler(GuardedConnections.Handler).RemoveAllLoggers();
        return builder;
    }

    public static WebApplication MapMedia(this WebApplication app)
    {
        app.MapGet("/attachments/{id:guid}", async (Guid id, AttachmentStore store, HttpContext http, CancellationToken ct) =>
            Serve(http, await store.FindAsync(id, ct))).RequireAuthorization(Policies.Read).ExcludeFromDescription();
        app.MapGet("/attachments/{messageId:guid}/inline/{cid}", async (Guid messageId, string cid, AttachmentStore store, HttpContext http, CancellationToken ct) =>
            Serve(http, await store.FindInlineAsync(messageId, cid, ct))).RequireAuthorization(Policies.Read).ExcludeFromDescription();
        return app;
    }

    private static IResult Serve(HttpContext http, StoredFile? file)
    {
        if (file is null)
            return Results.NotFound();

        // The sender chose the bytes, the name and the type: only pictures that are pictures are shown, all else is a download.
        var type = MediaType.Of(file.Content);
        var isShown = MediaType.IsShown(type);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=86400";
        SecurityHeaders.Restrict(http, "sandbox; default-src 'none'");
        return Results.Bytes(
            file.Content, isShown ? type : MediaType.Unknown, isShown ? null : file.Name, enableRangeProcessing: true,
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""));
    }
}
