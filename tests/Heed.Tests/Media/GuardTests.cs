using System.Net;
using Heed.Server.Media;
using Heed.Tests.Api;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.Tests.Media;

public sealed class GuardTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    public void Addresses_of_our_own_house_are_refused(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    public void Addresses_of_the_internet_are_reached(string address) => PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public void What_a_camera_writes_beside_the_picture_is_taken_out()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xE1, 0, 6, 69, 120, 105, 102, 0xFF, 0xFE, 0, 3, 9, 0xFF, 0xDA, 0, 2, 7, 7, 0xFF, 0xD9];
        JpegMetadata.Strip(jpeg).ShouldBe([0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xDA, 0, 2, 7, 7, 0xFF, 0xD9]);
        byte[] cut = [0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1];
        JpegMetadata.Strip(cut).ShouldBe(cut);
    }

    [Fact]
    public async Task A_link_inside_is_followed_only_when_the_operator_named_it()
    {
        await using var server = await ApiServer.StartAsync();
        var download = server.App.Services.GetRequiredService<MediaDownload>();
        var home = new Uri(server.App.Urls.First());
        var url = new Uri(home, "/health/live").ToString();
        (await download.FetchAsync(url, GuardedConnections.Authority(home), ApiServer.Ct)).ShouldBeOfType<Fetched.Bytes>();
        (await download.FetchAsync(url, null, ApiServer.Ct)).ShouldBeOfType<Fetched.Never>();
        (await download.FetchAsync(url.Replace("http://", "https://", StringComparison.Ordinal), null, ApiServer.Ct)).ShouldBeOfType<Fetched.Never>().Why.ShouldContain("private address");
        (await download.FetchAsync("file:///etc/passwd", null, ApiServer.Ct)).ShouldBeOfType<Fetched.Never>();
    }
}
