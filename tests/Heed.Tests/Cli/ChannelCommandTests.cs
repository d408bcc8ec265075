using System.Text.Json;
using Heed.Testing.Servers;
using Shouldly;
using Xunit;

namespace Heed.Tests.Cli;

public sealed class ChannelCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-cli-").FullName;
    private readonly TestShell shell;

    public ChannelCommandTests() => shell = new TestShell(folder);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_account_is_added_listed_changed_and_removed()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "secret"), "s3cret\n", TestContext.Current.CancellationToken);
        var added = await shell.RunAsync("channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", "@secret", "--api", "http://127.0.0.1:1");
        added.Code.ShouldBe(0, added.Error);
        added.Out.ShouldContain("/webhooks/x/acme");

        var changed = await shell.RunAsync("channel", "add", "x", "--account", "acme", "--handle", "@acme");
        changed.Code.ShouldBe(0, changed.Error);
        changed.Out.ShouldContain("was there already; changed: handle");

        var listed = JsonDocument.Parse((await shell.RunAsync("channel", "list", "--json")).Out).RootElement;
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("externalId").GetString().ShouldBe("100");
        listed[0].GetProperty("handle").GetString().ShouldBe("@acme");
        listed[0].GetProperty("brand").GetString().ShouldBe("acme");

        (await shell.RunAsync("channel", "remove", "x", "--account", "acme")).Code.ShouldBe(0);
        (await shell.RunAsync("channel", "remove", "x", "--account", "acme")).Code.ShouldBe(3);
        JsonDocument.Parse((await shell.RunAsync("channel", "list", "--json")).Out).RootElement.GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_secret_is_never_stored_in_the_clear()
    {
        (await shell.RunAsync("channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", "very-secret-word")).Code.ShouldBe(0);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "data"), "heed.db*"))
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldNotContain("very-secret-word");
    }

    [Fact]
    public async Task Secrets_may_come_from_the_environment()
    {
        shell.Environment["HEED_CHANNEL_APP_SECRET"] = "a";
        shell.Environment["HEED_CHANNEL_VERIFY_TOKEN"] = "b";
        var added = await shell.RunAsync("channel", "add", "facebook", "--account", "acme", "--page-id", "200");
        added.Code.ShouldBe(0, added.Error);
    }

    [Theory]
    [InlineData("--account Acme --user-id 1 --consumer-secret s", "cannot be the name")]
    [InlineData("--account acme --consumer-secret s", "--user-id")]
    [InlineData("--account acme --user-id 1 --consumer-secret s --api ftp://x", "--api")]
    [InlineData("--account acme --user-id 1 --consumer-secret s --colour red", "--consumer-secret")]
    [InlineData("--account acme --user-id 1 --consumer-secret @nowhere", "cannot be read")]
    [InlineData("--account acme --user-id 1 --consumer-secret s --department Nobody", "Departments: Care")]
    public async Task What_cannot_be_used_is_told_and_nothing_is_stored(string options, string told)
    {
        var (code, output, error) = await shell.RunAsync(["channel", "add", "x", .. options.Split(' ')]);
        code.ShouldBe(2);
        error.ShouldContain(told);
        output.ShouldBeEmpty();
        var listed = await shell.RunAsync("channel", "list", "--json");
        (listed.Code == 3 || JsonDocument.Parse(listed.Out).RootElement.GetArrayLength() == 0).ShouldBeTrue();
    }

    [Fact]
    public async Task An_unknown_network_is_answered_with_the_known_ones()
    {
        var (code, _, error) = await shell.RunAsync("channel", "add", "fax", "--account", "acme");
        code.ShouldBe(2);
        error.ShouldContain("x, facebook, mail");
    }
}
