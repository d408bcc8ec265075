using Heed.Testing.Servers;
using Xunit;

namespace Heed.Tests.Cli;

public sealed class BackupTests
{
    [Fact]
    public Task What_was_saved_comes_back_row_for_row() => BackupContract.What_was_saved_comes_back_row_for_row("sqlite");

    [Fact]
    public Task A_target_that_is_not_empty_is_refused_unless_forced() => BackupContract.A_target_that_is_not_empty_is_refused_unless_forced("sqlite");

    [Fact]
    public Task A_damaged_file_changes_nothing() => BackupContract.A_damaged_file_changes_nothing("sqlite");
}
