using Heed.Channels.Facebook;
using Heed.Channels.Mail;
using Heed.Channels.X;
using Heed.Core.Channels;
using Heed.Core.Messages;
using Shouldly;
using Xunit;

namespace Heed.Tests.Channels;

public sealed class FileRulesTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData("image/png image/jpeg image/webp image/png", null)]
    [InlineData("image/png image/png image/png image/png image/png", "files-too-many")]
    [InlineData("image/gif", null)]
    [InlineData("image/gif image/gif", "files-too-many")]
    [InlineData("image/png image/gif", "files-mixed")]
    [InlineData("video/mp4", null)]
    [InlineData("video/mp4 image/png", "files-mixed")]
    [InlineData("application/pdf", "file-type")]
    [InlineData("image/svg+xml", "file-type")]
    public void A_post_on_X_takes_four_pictures_or_one_gif_or_one_film(string types, string? problem) =>
        XRules.PostFiles.Problem([.. types.Split(' ').Select(t => new FileFacts(t, 1000))]).ShouldBe(problem);

    [Theory]
    [InlineData("image/png", 5 * Megabyte, null)]
    [InlineData("image/png", (5 * Megabyte) + 1, "file-too-large")]
    [InlineData("image/gif", 15 * Megabyte, null)]
    [InlineData("video/mp4", 25 * Megabyte, null)]
    public void Each_sort_has_its_own_size(string type, long size, string? problem) => XRules.DirectFiles.Problem([new FileFacts(type, size)]).ShouldBe(problem);

    [Fact]
    public void The_operator_s_limit_lies_below_the_network_s() =>
        XRules.PostFiles.AtMost(10 * Megabyte).Problem([new FileFacts("video/mp4", 11 * Megabyte)]).ShouldBe("file-too-large");

    [Fact]
    public void A_comment_takes_one_photo_and_a_message_anything_by_itself()
    {
        FacebookRules.CommentFiles.Problem([new FileFacts("image/jpeg", 4 * Megabyte)]).ShouldBeNull();
        FacebookRules.CommentFiles.Problem([new FileFacts("application/pdf", 10)]).ShouldBe("file-type");
        FacebookRules.MessageFiles.Problem([new FileFacts("application/pdf", 25 * Megabyte)]).ShouldBeNull();
        FacebookRules.MessageFiles.Problem([new FileFacts("image/png", 1), new FileFacts("image/png", 1)]).ShouldBe("files-too-many");
        FacebookRules.MessageFiles.TextApart.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, 18)]
    [InlineData("10", 7)]
    [InlineData("nonsense", 18)]
    public void Files_of_a_mail_fit_together_into_what_the_server_passes_on(string? maxSize, int megabytes)
    {
        var account = new ChannelAccount(
            Guid.CreateVersion7(), Network.Mail, "help", "acme", "help@acme.example", "help@acme.example", null,
            maxSize is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["max-size"] = maxSize }, new Dictionary<string, string>());
        var mail = new ReplyContextMessage("1@x", Direction.Inbound, Visibility.Private, "mail", DateTimeOffset.UnixEpoch, false, false, null, null);
        var rules = new MailChannel(TimeProvider.System, null).Box(new ReplyContext(account, [mail], DateTimeOffset.UnixEpoch), Visibility.Private).Files.ShouldNotBeNull();
        rules.Problem([new FileFacts("application/zip", megabytes * (long)Megabyte / 2), new FileFacts("text/plain", megabytes * (long)Megabyte / 2)]).ShouldBeNull();
        rules.Problem([new FileFacts("application/zip", megabytes * (long)Megabyte), new FileFacts("text/plain", Megabyte)]).ShouldBe("files-too-large");
    }
}
