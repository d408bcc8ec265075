using Heed.Testing.Servers;
using Shouldly;
using Xunit;

namespace Heed.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("heed-cli-").FullName;
    private readonly TestShell shell;

    public CommandLineTests() => shell = new TestShell(folder);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    [InlineData("channel add x --help")]
    [InlineData("figures --help")]
    [InlineData("restore --help")]
    public async Task Help_is_there_and_is_no_failure(string line)
    {
        var (code, output, _) = await shell.RunAsync(line.Split(' '));
        code.ShouldBe(0);
        output.ShouldContain("--data");
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("dance", 2)]
    [InlineData("intake list --state lost", 2)]
    [InlineData("token create --name a --role boss", 2)]
    [InlineData("intake replay", 2)]
    [InlineData("serve --urls nonsense", 2)]
    [InlineData("channel list", 3)]
    [InlineData("figures --json", 3)]
    [InlineData("restore nothing.zip", 3)]
    [InlineData("import twcs nothing.csv", 3)]
    public async Task Wrong_use_is_2_and_what_is_not_there_is_3(string line, int expected)
    {
        var (code, output, error) = await shell.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        code.ShouldBe(expected);
        error.ShouldNotBeEmpty();
        error.ShouldNotContain("   at ");
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Heed": { "Data": "from-file" } }""", TestContext.Current.CancellationToken);
        (await shell.RunAsync("channel", "list")).Error.ShouldContain("from-file");
        shell.Environment["HEED_DATA"] = "from-env";
        (await shell.RunAsync("channel", "list")).Error.ShouldContain("from-env");
        (await shell.RunAsync("channel", "list", "--data", "from-line")).Error.ShouldContain("from-line");
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_named()
    {
        shell.Environment["HEED_POLL_SECONDS"] = "often";
        var (code, _, error) = await shell.RunAsync("channel", "list");
        code.ShouldBe(2);
        error.ShouldContain("PollSeconds", Case.Insensitive);
    }

    [Fact]
    public async Task A_cluster_on_one_file_is_refused_with_a_sentence()
    {
        shell.Environment["HEED_CLUSTER"] = "true";
        var (code, _, error) = await shell.RunAsync("serve");
        code.ShouldBe(2);
        error.ShouldContain("PostgreSQL");
    }

    [Fact]
    public async Task A_token_is_printed_alone_and_once()
    {
        var made = await shell.RunAsync("token", "create", "--name", "shop", "--role", "reader");
        made.Code.ShouldBe(0, made.Error);
        made.Out.Trim().ShouldStartWith("heed_");
        made.Out.Trim().ShouldNotContain("\n");
        (await shell.RunAsync("token", "list")).Out.ShouldNotContain(made.Out.Trim());
        (await shell.RunAsync("token", "create", "--name", "shop", "--role", "reader")).Code.ShouldBe(1);
        (await shell.RunAsync("token", "revoke", "shop")).Code.ShouldBe(0);
        (await shell.RunAsync("token", "revoke", "nobody")).Code.ShouldBe(3);
    }

    [Fact]
    public async Task Figures_are_told_of_one_department_by_its_name()
    {
        (await shell.RunAsync("token", "create", "--name", "shop", "--role", "reader")).Code.ShouldBe(0);
        var told = await shell.RunAsync("figures", "--department", "care");
        told.Code.ShouldBe(0, told.Error);
        told.Out.ShouldContain("cause.boomerang.seen");
        var unknown = await shell.RunAsync("figures", "--department", "nowhere");
        unknown.Code.ShouldBe(2);
        unknown.Error.ShouldContain("Care");
    }

    [Fact]
    public async Task The_doctor_finds_a_missing_database_and_says_what_to_do()
    {
        var (code, output, _) = await shell.RunAsync("doctor");
        code.ShouldBe(3);
        output.ShouldContain("WRONG");
        output.ShouldContain("heed serve");
    }
}
