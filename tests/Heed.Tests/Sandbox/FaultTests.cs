using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Shouldly;
using Xunit;

namespace Heed.Tests.Sandbox;

public sealed class FaultTests
{
    [Fact]
    public async Task A_delivery_is_sent_again_until_Heed_answers_2xx()
    {
        await using var stage = await SandboxStage.StartAsync(failures: 2);
        var said = await stage.XSaysAsync("@acme hello");
        await stage.QuietAsync();
        var deliveries = stage.Heed.Deliveries.ToArray();
        deliveries.Select(d => d.Accepted).ShouldBe([false, false, true]);
        deliveries.Select(d => d.Text).Distinct().Count().ShouldBe(1, "a redelivery is the same bytes");
        stage.Sandbox.Said.Single(s => s.ExternalId == said.ExternalId).AcceptedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Duplicates_come_twice_and_are_one_in_the_ledger()
    {
        await using var stage = await SandboxStage.StartAsync();
        stage.Sandbox.SetFaults(new FaultSettings { DuplicatePercent = 100 });
        for (var i = 0; i < 5; i++) await stage.XSaysAsync($"@acme number {i}");
        await stage.QuietAsync();
        stage.Heed.Deliveries.Count.ShouldBe(10);
        stage.Sandbox.Said.Count.ShouldBe(5);
        stage.Sandbox.Said.ShouldAllBe(s => s.AcceptedAt != null);
    }

    [Fact]
    public async Task Deliveries_of_one_customer_keep_their_order_until_a_fault_breaks_it()
    {
        await using var stage = await SandboxStage.StartAsync();
        var ids = new List<string>();
        for (var i = 0; i < 30; i++) ids.Add((await stage.XSaysAsync($"@acme number {i}")).ExternalId);
        await stage.QuietAsync();
        Order(stage, ids).ShouldBe(ids);

        stage.Heed.Deliveries.Clear();
        stage.Sandbox.SetFaults(new FaultSettings { OutOfOrderPercent = 50 });
        ids.Clear();
        for (var i = 0; i < 30; i++) ids.Add((await stage.XSaysAsync($"@acme again {i}")).ExternalId);
        await stage.QuietAsync();
        Order(stage, ids).ShouldNotBe(ids);
        Order(stage, ids).ShouldBe(ids, ignoreOrder: true);
    }

    [Fact]
    public async Task Meta_batches_hold_every_event_once_and_in_order()
    {
        await using var stage = await SandboxStage.StartAsync();
        stage.Sandbox.SetFaults(new FaultSettings { BatchSize = 12 });
        for (var i = 0; i < 12; i++) await stage.FacebookSaysAsync($"number-{i:00}", i % 4 < 2 ? "comment" : "message");
        await stage.QuietAsync();
        var body = stage.Heed.Deliveries.ShouldHaveSingleItem().Text;
        Enumerable.Range(0, 12).Select(i => body.IndexOf($"number-{i:00}", StringComparison.Ordinal)).ShouldBeInOrder();
        stage.Sandbox.Said.ShouldAllBe(s => s.AcceptedAt != null);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("503")]
    public async Task A_send_whose_answer_is_lost_has_happened(string mode)
    {
        await using var stage = await SandboxStage.StartAsync();
        var said = await stage.XSaysAsync("@acme help");
        stage.Sandbox.SetFaults(new FaultSettings { TimeoutAfterSuccessPercent = 100, TimeoutMode = mode });
        var body = new { text = "On our way", reply = new { in_reply_to_tweet_id = said.ExternalId } };
        if (mode == "abort") await Should.ThrowAsync<HttpRequestException>(() => stage.CallAsync(HttpMethod.Post, "/2/tweets", body));
        else (await stage.CallAsync(HttpMethod.Post, "/2/tweets", body)).Status.ShouldBe(503);
        stage.Sandbox.Done.ShouldHaveSingleItem().Text.ShouldBe("On our way");

        stage.Sandbox.SetFaults(new FaultSettings());
        var (status, problem) = await stage.CallAsync(HttpMethod.Post, "/2/tweets", body);
        status.ShouldBe(403);
        problem.GetProperty("detail").GetString().ShouldBe("You are not allowed to create a Tweet with duplicate content.");
        stage.Sandbox.Done.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_check_finds_a_planted_lost_and_a_planted_doubled()
    {
        await using var stage = await SandboxStage.StartAsync();
        var kept = await stage.XSaysAsync("@acme one");
        var lost = await stage.XSaysAsync("@acme two");
        var twice = await stage.FacebookSaysAsync("three", "message");
        await stage.QuietAsync();
        foreach (var _ in new[] { 1, 2 })
            (await stage.CallAsync(HttpMethod.Post, "/v25.0/111/messages", new { recipient = new { id = "900" }, message = new { text = "Hi", metadata = "own-1" } })).Status.ShouldBe(200);

        var result = stage.Sandbox.Check(new CheckRequest(
            [new(kept.ExternalId, "x", "acme"), new(twice.ExternalId, "facebook", "acme"), new(twice.ExternalId, "facebook", "acme"), new("never-said", "x", "acme")], [new("never-sent")]));
        result.Lost.ShouldHaveSingleItem().ExternalId.ShouldBe(lost.ExternalId);
        result.Doubled.Select(d => d.Why).ShouldBe(["inbound-twice", "own-key-twice"]);
        result.Strangers.ShouldHaveSingleItem().ExternalId.ShouldBe("never-said");
        result.Unsent.ShouldHaveSingleItem().ExternalId.ShouldBe("never-sent");
    }

    [Fact]
    public async Task A_lost_delivery_is_found_by_looking_at_the_platform()
    {
        await using var stage = await SandboxStage.StartAsync();
        stage.Sandbox.SetFaults(new FaultSettings { LosePercent = 100 });
        var said = await stage.XSaysAsync("@acme nobody told you");
        await stage.QuietAsync();
        stage.Heed.Deliveries.ShouldBeEmpty();
        var (_, mentions) = await stage.CallAsync(HttpMethod.Get, "/2/users/100/mentions?max_results=5&tweet.fields=author_id");
        var post = mentions.GetProperty("data").EnumerateArray().ShouldHaveSingleItem();
        post.GetProperty("id").GetString().ShouldBe(said.ExternalId);
        post.TryGetProperty("created_at", out _).ShouldBeFalse("it was not asked for");
    }

    [Fact]
    public async Task An_outage_holds_deliveries_back_and_closes_the_api()
    {
        await using var stage = await SandboxStage.StartAsync();
        await stage.CallAsync(HttpMethod.Put, "/_sandbox/faults", new { network = "x", faults = new { }, outageSeconds = 1.5 });
        await stage.XSaysAsync("@acme during the outage");
        (await stage.CallAsync(HttpMethod.Get, "/2/users/me")).Status.ShouldBe(503);
        stage.Heed.Deliveries.ShouldBeEmpty();
        await stage.QuietAsync();
        stage.Heed.Deliveries.Count.ShouldBe(1);
        (await stage.CallAsync(HttpMethod.Get, "/2/users/me")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_burst_and_a_dead_token_answer_as_the_platforms_do()
    {
        await using var stage = await SandboxStage.StartAsync();
        stage.Sandbox.SetFaults(new FaultSettings { RateLimitPercent = 100 });
        (await stage.CallAsync(HttpMethod.Get, "/2/users/me")).Status.ShouldBe(429);
        (await stage.CallAsync(HttpMethod.Get, "/v25.0/111")).Body.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(613);
        stage.Sandbox.SetFaults(new FaultSettings { DeadToken = true });
        (await stage.CallAsync(HttpMethod.Get, "/2/users/me")).Status.ShouldBe(401);
        (await stage.CallAsync(HttpMethod.Get, "/v25.0/111")).Body.GetProperty("error").GetProperty("code").GetInt32().ShouldBe(190);
    }

    [Fact]
    public async Task The_ledger_survives_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("heed-ledger-").FullName;
        string id;
        await using (var stage = await SandboxStage.StartAsync(data: data))
        {
            id = (await stage.XSaysAsync("@acme remember me")).ExternalId;
            await stage.QuietAsync();
        }

        File.AppendAllText(Path.Combine(data, "ledger.jsonl"), "said {\"network\":\"x\",\"acc");
        await using (var stage = await SandboxStage.StartAsync(data: data))
            stage.Sandbox.Said.ShouldHaveSingleItem().ShouldSatisfyAllConditions(s => s.ExternalId.ShouldBe(id), s => s.AcceptedAt.ShouldNotBeNull());
        Directory.Delete(data, recursive: true);
    }

    private static List<string> Order(SandboxStage stage, IEnumerable<string> ids)
    {
        var known = ids.ToHashSet();
        return [.. stage.Heed.Deliveries.Select(d => System.Text.Json.Nodes.JsonNode.Parse(d.Body)!["data"]!["payload"]!["id"]!.GetValue<string>()).Where(known.Contains)];
    }
}
