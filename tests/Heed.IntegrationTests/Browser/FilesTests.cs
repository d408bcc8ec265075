using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Heed.IntegrationTests.Browser;

/// <summary>Attaching files to a reply: by the clip, by paste, by drop; what does not go says why.</summary>
public sealed class FilesTests(BrowserStage stage) : BrowserTest(stage)
{
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    // What a paste or a drop carries, made in the page.
    private const string Carry = """
        (target, { kind, name, type, text }) => {
          const carried = new DataTransfer();
          carried.items.add(new File([text], name, { type }));
          const e = kind === "paste"
            ? new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: carried })
            : new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried });
          return target.dispatchEvent(e);
        }
        """;

    [Fact]
    public async Task A_picture_is_attached_and_is_in_the_thread_and_on_the_network()
    {
        Stage.LetUndo(0);
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Vera Holm"), "@acme how does the lamp look?"));

        await page.Locator("[data-pick]").SetInputFilesAsync(new FilePayload { Name = "lamp.png", MimeType = "image/png", Buffer = Png });
        await Expect(Chip(page, "lamp.png")).ToBeVisibleAsync();
        await WriteAsync(page, "Like this:", "Publish");

        var bubble = Bubble(page, "Like this:");
        await Expect(bubble.Locator(".delivery")).ToHaveTextAsync("Sent");
        await Expect(bubble.GetByRole(AriaRole.Img, new() { Name = "lamp.png" })).ToBeVisibleAsync();
        (await bubble.Locator("img").EvaluateAsync<int>("i => i.naturalWidth")).ShouldBe(1);
        await Expect(Chip(page, "lamp.png")).ToHaveCountAsync(0);
        var done = Stage.Sandbox.Done.Single(d => d.Text == "Like this:");
        done.Files.ShouldHaveSingleItem().Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Png)));
    }

    [Fact]
    public async Task The_clip_is_reached_by_the_keyboard_and_a_file_is_taken_off_by_it()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Wim Aalto"), "@acme do you have it in blue?"));
        // Listened for before the first key: on a busy machine the dialog can be faster than the wish to catch it.
        var choosing = new TaskCompletionSource<IFileChooser>();
        page.FileChooser += (_, chooser) => choosing.TrySetResult(chooser);
        await page.Locator("#composer").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Attach a file", Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await (await choosing.Task.WaitAsync(TimeSpan.FromSeconds(20), Ct)).SetFilesAsync(new FilePayload { Name = "blue.png", MimeType = "image/png", Buffer = Png });

        var off = Chip(page, "blue.png").GetByRole(AriaRole.Button, new() { Name = "Remove blue.png" });
        await off.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(Chip(page, "blue.png")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_pasted_and_a_dropped_file_wait_for_their_box_when_the_page_is_opened_again()
    {
        var number = await Stage.HearAsync("mail", "mail", new Sandbox.Control.Speaker("yves@example.org", "Yves Cole"), "Where is my invoice?");
        var page = await OpenCaseAsync(number);
        await page.Locator("#composer").EvaluateAsync(Carry, new { kind = "paste", name = "pasted.txt", type = "text/plain", text = "hello" });
        await Expect(Chip(page, "pasted.txt")).ToBeVisibleAsync();
        await page.Locator(".messages").EvaluateAsync(Carry, new { kind = "dragover", name = "dropped.txt", type = "text/plain", text = "hello" });
        await Expect(page.Locator(".composer.dropping")).ToBeVisibleAsync();
        await page.Locator(".messages").EvaluateAsync(Carry, new { kind = "drop", name = "dropped.txt", type = "text/plain", text = "hello" });
        await Expect(Chip(page, "dropped.txt")).ToBeVisibleAsync();
        await Expect(page.Locator(".composer.dropping")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Tab, new() { Name = "Note" }).ClickAsync();
        await Expect(Chip(page, "pasted.txt")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await AliveAsync(page);
        await Expect(Chip(page, "pasted.txt")).ToBeVisibleAsync();

        // Files are their owner's: a colleague at the same case does not see them.
        var other = await OpenCaseAsync(number, "marc");
        await Expect(Chip(other, "pasted.txt")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_does_not_go_says_why_and_the_text_stays()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("x", "mention", Somebody("Zoe Lang"), "@acme is there a manual?"));
        await page.Locator("#composer").FillAsync("Yes:");
        await page.Locator("[data-pick]").SetInputFilesAsync(new FilePayload { Name = "manual.pdf", MimeType = "application/pdf", Buffer = [1] });
        await Expect(page.Locator("#composer-state")).ToHaveTextAsync("manual.pdf: this network takes no files of this type here.");

        await page.Locator("[data-pick]").SetInputFilesAsync([.. Enumerable.Range(1, 5).Select(i => new FilePayload { Name = $"p{i}.png", MimeType = "image/png", Buffer = Png })]);
        await Expect(page.Locator("#composer-state")).ToHaveTextAsync("p5.png is one too many: the network takes 4 in a message.");
        await Expect(page.Locator("[data-file]")).ToHaveCountAsync(4);

        await page.Locator("[data-pick]").SetInputFilesAsync(new FilePayload { Name = "huge.png", MimeType = "image/png", Buffer = new byte[(5 * 1024 * 1024) + 1] });
        await Expect(page.Locator("#composer-state")).ToHaveTextAsync(new Regex("^huge.png is too large: at most 5.2 MB here.$"));
        await page.Locator("[data-pick]").SetInputFilesAsync(new FilePayload { Name = "moving.gif", MimeType = "image/gif", Buffer = [.. "GIF89a"u8] });
        await Expect(page.Locator("#composer-state")).ToHaveTextAsync("moving.gif cannot go together with the other files: send it apart.");
        await Expect(page.Locator("#composer")).ToHaveValueAsync("Yes:");
    }

    [Fact]
    public async Task Where_no_file_can_go_the_clip_says_so()
    {
        var page = await OpenCaseAsync(await Stage.HearAsync("facebook", "comment", Somebody("Arne Voss"), "is it oak?"));
        await page.GetByRole(AriaRole.Tab, new() { Name = "Private" }).ClickAsync();
        var clip = page.Locator("[data-attach]");
        await Expect(clip).ToHaveAttributeAsync("aria-disabled", "true");
        await clip.ClickAsync(new() { Force = true });
        await Expect(page.Locator("#composer-state")).ToHaveTextAsync(new Regex("^Facebook allows one private message to this comment"));
    }

    [Fact]
    public async Task A_text_and_its_file_on_Messenger_are_taken_back_together_and_wait_again()
    {
        Stage.LetUndo(20);
        var page = await OpenCaseAsync(await Stage.HearAsync("facebook", "message", Somebody("Bea Orth"), "the invoice, please"));
        await page.Locator("[data-pick]").SetInputFilesAsync(new FilePayload { Name = "invoice.pdf", MimeType = "application/pdf", Buffer = [.. "%PDF-1.7"u8] });
        await Expect(page.Locator(".composer-hint")).ToHaveTextAsync("The file is sent as a message of its own, after the text.");
        await WriteAsync(page, "With pleasure, Bea.", "Send");
        await Expect(Bubble(page, "invoice.pdf")).ToBeVisibleAsync();

        await page.Locator(".toast").GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Expect(page.Locator("#composer")).ToHaveValueAsync("With pleasure, Bea.");
        await Expect(Chip(page, "invoice.pdf")).ToBeVisibleAsync();
        await Expect(Bubble(page, "invoice.pdf")).ToHaveCountAsync(0);
        Stage.Sandbox.Done.ShouldNotContain(d => d.Text == "With pleasure, Bea." || d.Files.Any(f => f.Name == "invoice.pdf"));
    }

    private static ILocator Chip(IPage page, string name) => page.Locator("[data-file]").Filter(new() { HasText = name });
}
