using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Heed.Storage.Access;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using Xunit;
using static Heed.Tests.Api.ApiServer;

namespace Heed.Tests.Api;

public sealed class FilesTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\u001a\n"u8, 1, 2, 3];

    [Fact]
    public async Task A_file_is_brought_and_goes_with_the_reply_that_names_it()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var file = await BroughtAsync(program, "private", "lamp.png", Png);
        (file.GetProperty("contentType").GetString(), file.GetProperty("size").GetInt64()).ShouldBe(("image/png", Png.Length));

        using var answer = await program.PostAsJsonAsync("/api/v1/cases/1/reply", new { visibility = "private", text = "Like this one?", attachments = new[] { IdOf(file) } }, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Ct));
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("messageId").GetString();
        var attachment = (await program.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}", Ct)).GetProperty("attachments")[0];
        (attachment.GetProperty("name").GetString(), attachment.GetProperty("contentType").GetString()).ShouldBe(("lamp.png", "image/png"));

        using var bytes = await program.GetAsync(attachment.GetProperty("url").GetString(), Ct);
        (await bytes.Content.ReadAsByteArrayAsync(Ct)).ShouldBe(Png);
        bytes.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        bytes.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        (await server.ReadAsync(db => db.Uploads.CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_else_s_file_is_not_there_for_others()
    {
        await using var server = await WithCaseAsync();
        using var owner = await server.ProgramAsync(Role.Agent);
        using var thief = await server.ProgramAsync(Role.Administrator);
        var file = IdOf(await BroughtAsync(owner, "private", "contract.pdf", "%PDF-1.7 secret"u8.ToArray()));

        using var stolen = await thief.PostAsJsonAsync("/api/v1/cases/1/reply", new { visibility = "private", text = "Hm", attachments = new[] { file } }, Ct);
        (await ProblemAsync(stolen)).ShouldBe((422, "no-such-file"));
        using var note = await thief.PostAsJsonAsync("/api/v1/cases/1/note", new { text = "Hm", attachments = new[] { file } }, Ct);
        (await ProblemAsync(note)).ShouldBe((422, "no-such-file"));
        (await thief.DeleteAsync($"/api/v1/cases/1/attachments/{file}", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await thief.GetAsync($"/attachments/{file}", Ct)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.ReadAsync(db => db.Messages.CountAsync(m => m.AgentId == null && m.AttachmentCount > 0, Ct))).ShouldBe(0);

        (await owner.DeleteAsync($"/api/v1/cases/1/attachments/{file}", Ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await server.ReadAsync(db => db.Blobs.CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_goes_once()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var body = new { visibility = "private", text = "Here", attachments = new[] { IdOf(await BroughtAsync(program, "private", "a.txt", "hello"u8.ToArray())) } };
        async Task<HttpResponseMessage> SendAsync(string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/1/reply") { Content = JsonContent.Create(body) };
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
            return await program.SendAsync(request, Ct);
        }

        var twins = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync("k")));
        twins.Select(t => t.StatusCode).ShouldAllBe(s => s == HttpStatusCode.Accepted);
        using var again = await SendAsync(null);
        (await ProblemAsync(again)).ShouldBe((422, "no-such-file"));
        (await server.ReadAsync(db => db.Attachments.CountAsync(Ct))).ShouldBe(1);
    }

    [Fact]
    public async Task A_note_carries_files_too()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        var file = IdOf(await BroughtAsync(program, "note", "../../etc/pass\u202Ewd\u0000<b>.html", "<script>alert(1)</script>"u8.ToArray()));
        using var answer = await program.PostAsJsonAsync("/api/v1/cases/1/note", new { text = "", attachments = new[] { file } }, Ct);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var id = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("messageId").GetString();
        var attachment = (await program.GetFromJsonAsync<JsonElement>($"/api/v1/messages/{id}", Ct)).GetProperty("attachments")[0];
        attachment.GetProperty("name").GetString().ShouldBe("passwd_b_.html");
        using var served = await program.GetAsync(attachment.GetProperty("url").GetString(), Ct);
        served.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
        served.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
    }

    [Theory]
    [InlineData("visibility=private&name=a.txt", 2000, 413, "file-too-large")]
    [InlineData("visibility=private&name=a.txt", 0, 422, "file-empty")]
    [InlineData("visibility=public&name=a.txt", 5, 422, "no-box")]
    [InlineData("visibility=everyone&name=a.txt", 5, 400, "bad-query")]
    [InlineData("name=a.txt", 5, 400, "bad-query")]
    [InlineData("visibility=private&account=0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e", 5, 422, "no-box")]
    public async Task What_may_not_go_is_refused_when_it_is_brought(string query, int bytes, int status, string code)
    {
        await using var server = await WithCaseAsync(largest: 1000);
        using var program = await server.ProgramAsync(Role.Agent);
        using var answer = await BringAsync(program, query, new byte[bytes]);
        (await ProblemAsync(answer)).ShouldBe((status, code));
        (await server.ReadAsync(db => db.Uploads.CountAsync(Ct))).ShouldBe(0);
    }

    [Fact]
    public async Task A_body_that_hides_its_length_is_cut_off_at_the_limit()
    {
        await using var server = await WithCaseAsync(largest: 1000);
        using var program = await server.ProgramAsync(Role.Agent);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases/1/attachments?visibility=private") { Content = new StreamContent(new MemoryStream(new byte[50_000])) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.TransferEncodingChunked = true;
        using var answer = await program.SendAsync(request, Ct);
        (await ProblemAsync(answer)).ShouldBe((413, "file-too-large"));
    }

    [Fact]
    public async Task A_form_of_another_site_cannot_bring_a_file()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Agent);
        foreach (var type in new[] { "text/plain", "multipart/form-data", "application/x-www-form-urlencoded" })
        {
            using var content = new ByteArrayContent([1]);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            (await program.PostAsync("/api/v1/cases/1/attachments?visibility=private&name=a", content, Ct)).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        }
    }

    [Fact]
    public async Task The_boxes_tell_which_files_they_take()
    {
        await using var server = await WithCaseAsync();
        using var program = await server.ProgramAsync(Role.Reader);
        var files = (await program.GetFromJsonAsync<JsonElement>("/api/v1/cases/1/boxes", Ct)).GetProperty("items")[0].GetProperty("files");
        files.GetProperty("sorts")[0].GetProperty("types").GetArrayLength().ShouldBe(0);
        files.GetProperty("maxTotalBytes").GetInt64().ShouldBeInRange(18_000_000, 20_000_000);
    }

    private static async Task<ApiServer> WithCaseAsync(int? largest = null)
    {
        var server = await StartAsync(change: o =>
        {
            o.UndoSeconds = 3600;
            o.MaxUploadBytes = largest ?? o.MaxUploadBytes;
        });
        await server.AddMailboxAsync();
        (await server.MailAsync("Ana <ana@home.example>", "Order 7", "Where is my parcel?")).ShouldBe(HttpStatusCode.OK);
        await server.SettleAsync();
        return server;
    }

    private static string? IdOf(JsonElement file) => file.GetProperty("id").GetString();

    private static async Task<JsonElement> BroughtAsync(HttpClient program, string visibility, string name, byte[] bytes)
    {
        using var answer = await BringAsync(program, $"visibility={visibility}&name={Uri.EscapeDataString(name)}", bytes);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(Ct));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    private static async Task<HttpResponseMessage> BringAsync(HttpClient program, string query, byte[] bytes)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await program.PostAsync("/api/v1/cases/1/attachments?" + query, content, Ct);
    }
}
