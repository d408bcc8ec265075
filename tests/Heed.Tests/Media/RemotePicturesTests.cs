using System.Net;
using Heed.Channels.Mail;
using Heed.Core.Messages;
using Heed.Server.Inbox;
using Heed.Server.Media;
using Heed.Storage.Access;
using Heed.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Media;

public sealed class RemotePicturesTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    [Fact]
    public async Task The_pictures_of_one_mail_are_fetched_once_by_the_server_and_shown_from_here()
    {
        using var elsewhere = new Elsewhere { ["/logo.png?a=1&b=2"] = Png, ["/old.png"] = Png };
        await using var server = await StartAsync(elsewhere.StandIn);
        var (asked, other) = (await MailAsync(server, "ana"), await MailAsync(server, "luc"));
        elsewhere.Asked.ShouldBeEmpty();

        await ShowAsync(server, asked);

        // The http one is asked for by https; both carry nothing that tells who looks.
        elsewhere.Asked.ShouldBe(["https://news.example/logo.png?a=1&b=2", "https://news.example/old.png"], ignoreOrder: true);
        var shown = await HtmlAsync(server, asked);
        shown.ShouldNotContain("news.example");
        shown.ShouldNotContain(BlockedPictures.Attribute);
        (await HtmlAsync(server, other)).ShouldNotContain(" src=");

        using var reader = await server.ProgramAsync(Role.Reader);
        using var picture = await reader.GetAsync(shown.Split("src=\"")[1].Split('"')[0], Ct);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await picture.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Png);

        await ShowAsync(server, asked);
        elsewhere.Asked.Count.ShouldBe(2);
        // They are no files of the message.
        (await reader.GetStringAsync($"/api/v1/messages/{asked}", Ct)).ShouldContain("\"attachments\":[]");
    }

    [Fact]
    public async Task What_is_no_picture_or_too_large_stays_out()
    {
        using var elsewhere = new Elsewhere { ["/logo.png?a=1&b=2"] = "<svg onload=alert(1)>"u8.ToArray(), ["/old.png"] = [.. Png, .. new byte[5 * 1024 * 1024]] };
        await using var server = await StartAsync(elsewhere.StandIn);
        var message = await MailAsync(server, "ana");
        await ShowAsync(server, message);
        (await FailuresAsync(server, message)).ShouldBe(["It is no picture that a page may show.", "The file is larger than 5 MB."], ignoreOrder: true);
        (await HtmlAsync(server, message)).ShouldNotContain(" src=");
        (await server.ReadAsync(db => db.Blobs.CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task An_address_inside_our_own_house_is_not_called()
    {
        await using var server = await StartAsync();
        var port = new Uri(server.App.Urls.First()).Port;
        var message = await MailAsync(server, "ana", $"""<img src="http://127.0.0.1:{port}/health/live"><img src="https://[::1]:{port}/a.png"><img src="https://169.254.169.254/latest/meta-data">""");
        await ShowAsync(server, message);
        var failures = await FailuresAsync(server, message);
        failures.Count.ShouldBe(3);
        failures.ShouldAllBe(f => f!.Contains("private address"));
    }

    [Fact]
    public async Task A_deleted_mail_asks_for_nothing()
    {
        using var elsewhere = new Elsewhere();
        await using var server = await StartAsync(elsewhere.StandIn);
        var message = await MailAsync(server, "ana");
        await server.ReadAsync(db => db.Messages.Where(m => m.Id == message).ExecuteUpdateAsync(s => s.SetProperty(m => m.DeletedAt, TimeProvider.System.GetUtcNow()), Ct));
        (await server.App.Services.GetRequiredService<RemotePictures>().ShowAsync(message, Ct)).Done.ShouldBeFalse();
        elsewhere.Asked.ShouldBeEmpty();
    }

    // A mail whose HTML went through the sanitiser, as every one does.
    private static async Task<Guid> MailAsync(
        ApiServer server, string from, string html = """<p>News</p><img src="https://news.example/logo.png?a=1&amp;b=2"><img src="http://news.example/old.png"><img src="https://news.example/logo.png?a=1&amp;b=2">""")
    {
        await server.AddMailboxAsync();
        await server.MailAsync($"{from}@home.example", "News", "News");
        await server.SettleAsync();
        var extra = new MessageExtra { Html = MailHtml.Sanitize(html, _ => null) }.Write();
        var id = await server.ReadAsync(db => db.Messages.OrderByDescending(m => m.Id).Select(m => m.Id).FirstAsync(Ct));
        await server.ReadAsync(db => db.Messages.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.Extra, extra), Ct));
        return id;
    }

    private static async Task ShowAsync(ApiServer server, Guid message) =>
        (await server.App.Services.GetRequiredService<RemotePictures>().ShowAsync(message, Ct)).Done.ShouldBeTrue();

    // As the thread draws it.
    private static async Task<string> HtmlAsync(ApiServer server, Guid message)
    {
        var caseId = await server.ReadAsync(db => db.Messages.Where(m => m.Id == message).Select(m => m.CaseId).FirstAsync(Ct));
        var view = (await server.App.Services.GetRequiredService<InboxQueries>().MessagesAsync(caseId, null, 50, Ct)).Items.Single(m => m.Id == message);
        return BlockedPictures.Fill(view.Extra.Html!, id => view.Attachments.FirstOrDefault(a => a.ContentId == id && a.Ready) is { } file ? $"/attachments/{file.Id}" : null); // given above
    }

    private static Task<List<string?>> FailuresAsync(ApiServer server, Guid message) =>
        server.ReadAsync(db => db.Attachments.Where(a => a.MessageId == message).Select(a => a.Failure).ToListAsync(Ct));

    /// <summary>A server on the internet, by what lies under its paths.</summary>
    private sealed class Elsewhere : HttpMessageHandler
    {
        private readonly Dictionary<string, byte[]> files = [];

        public System.Collections.Concurrent.ConcurrentBag<string> Asked { get; } = [];

        public byte[] this[string path]
        {
            set => files[path] = value;
        }

        public void StandIn(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
            builder.Services.AddHttpClient(MediaDownload.ClientName).ConfigurePrimaryHttpMessageHandler(() => this);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.ShouldBeEmpty();
            Asked.Add(request.RequestUri!.ToString()); // every request has one
            return Task.FromResult(files.TryGetValue(request.RequestUri.PathAndQuery, out var file)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(file) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
