using Heed.Testing.Servers;
using Xunit;

namespace Heed.IntegrationTests.Cli;

public sealed class PostgresBackupTests
{
    [Fact]
    public Task What_was_saved_comes_back_row_for_row() => BackupContract.What_was_saved_comes_back_row_for_row("postgres");

    [Fact]
    public Task A_target_that_is_not_empty_is_refused_unless_forced() => BackupContract.A_target_that_is_not_empty_is_refused_unless_forced("postgres");

    [Fact]
    public Task A_damaged_file_changes_nothing() => BackupContract.A_damaged_file_changes_nothing("postgres");
}
