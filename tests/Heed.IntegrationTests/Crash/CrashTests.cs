using Heed.Core.Messages;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Heed.Server;
using Heed.Storage;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Heed.IntegrationTests.Crash;

/// <summary>
/// The promise the rest stands on: <c>kill -9</c> at any moment, while platforms repeat, shuffle, batch and delay what they deliver and
/// keep the answers to our sends for themselves, loses nothing and doubles nothing. Both ledgers are asked: ours and the platforms'.
/// </summary>
public sealed class CrashTests
{
    // Rate limits are off: 2,000 replies would take X's windows a day.
    private static readonly FaultSettings Full = new()
    {
        DuplicatePercent = 10,
        OutOfOrderPercent = 10,
        DelayMs = 200,
        BatchSize = 4,
        TimeoutAfterSuccessPercent = 5,
        ServerErrorPercent = 2,
        RateLimitScale = 0,
    };

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["HEED_UNDO_SECONDS"] = "0",
        ["HEED_WEBHOOKS_PER_SECOND"] = "0",
        ["HEED_API_REQUESTS_PER_SECOND"] = "0",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Killed_again_and_again_it_loses_nothing_and_doubles_nothing(string kind)
    {
        var plan = (kind == "sqlite" ? CrashPlan.Whole : CrashPlan.Tenth).Scaled();
        var seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage("Crash test on {0}: {1}, seed {2}", kind, plan, seed);

        await using var data = await TestDatabase.CreateAsync(kind);
        await using var heed = new HeedProcess(data.Folder, data.ConnectionString, Settings);
        await using var sandbox = await StartSandboxAsync(heed.Address, data.Folder, seed);
        await ConnectAsync(heed, sandbox);
        var token = await heed.RunAsync(["token", "create", "--name", "crash", "--role", "agent"], Ct);
        await using var store = new ServiceCollection().AddHeedStorage(data.Options()).BuildServiceProvider();
        HeedDb Open() => store.GetRequiredService<IDbContextFactory<HeedDb>>().CreateDbContext();

        var voices = new CrashVoices(sandbox, plan);
        var agents = new CrashAgents(heed.Address, token, Open, voices, plan.Replies);
        await heed.StartAsync(Ct);
        var answering = agents.AnswerAllAsync(Ct);
        await KillAgainAndAgainAsync(heed, sandbox, voices, plan, new Random(seed), answering);

        await answering.WaitAsync(TimeSpan.FromMinutes(3), Ct);
        (await sandbox.QuiesceAsync(TimeSpan.FromMinutes(3), Ct)).ShouldBe(0, "deliveries still not taken\n" + heed.LogEnd());
        await DrainedAsync(Open, heed);
        await using var db = Open();
        await CompareAsync(db, sandbox, plan);
    }

    private static async Task<SandboxHandle> StartSandboxAsync(Uri heed, string folder, int seed)
    {
        var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions
            {
                Urls = "http://127.0.0.1:0",
                SmtpPort = 0,
                Data = Path.Combine(folder, "sandbox"),
                Heed = heed.ToString(),
                Seed = seed,
                Senders = 32,
                RetryFirst = TimeSpan.FromMilliseconds(100),
                RetryAtMost = TimeSpan.FromSeconds(1),
                Faults = Full,
            },
            Ct);
        sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = "x-secret", Handle = "acme" });
        sandbox.Register(new BrandAccount { Network = "facebook", Account = "acme", ExternalId = "200", Secret = "fb-secret", VerifyToken = "fb-verify", Name = "Acme" });
        return sandbox;
    }

    // As an administrator would, with the program itself.
    private static async Task ConnectAsync(HeedProcess heed, SandboxHandle sandbox)
    {
        var api = sandbox.BaseAddress.ToString().TrimEnd('/');
        await heed.RunAsync(["channel", "add", "x", "--account", "acme", "--user-id", "100", "--consumer-secret", "x-secret", "--access-token", "any", "--handle", "acme", "--api", api], Ct);
        await heed.RunAsync(["channel", "add", "facebook", "--account", "acme", "--page-id", "200", "--app-secret", "fb-secret", "--verify-token", "fb-verify", "--page-token", "any", "--api", api], Ct);
    }

    // Each kill comes at a random place of its slice, with deliveries, cases and sends all under way; the last slice is taken in peace.
    private static async Task KillAgainAndAgainAsync(HeedProcess heed, SandboxHandle sandbox, CrashVoices voices, CrashPlan plan, Random random, Task answering)
    {
        for (var kill = 1; kill <= plan.Kills; kill++)
        {
            var mark = sandbox.State.Accepted + (long)(plan.Slice * (0.05 + (0.5 * random.NextDouble())));
            var saying = voices.SayUntilAsync(kill * plan.Slice, Ct);
            for (var i = 0; i < 1500 && sandbox.State.Accepted < mark && !answering.IsFaulted; i++)
                await Task.Delay(10, Ct);
            await Task.Delay(random.Next(300), Ct);
            await heed.KillAsync();
            await saying;
            await heed.StartAsync(Ct);
        }

        await voices.SayUntilAsync(plan.Said, Ct);
        voices.Said.ShouldBe(plan.Said);
    }

    // What interrupted sends became is found out by looking at the platforms, some seconds after the fact.
    private static async Task DrainedAsync(Func<HeedDb> open, HeedProcess heed)
    {
        var left = "";
        for (var i = 0; i < 360; i++)
        {
            await using var db = open();
            var lanes = await db.LaneQueue.CountAsync(Ct);
            var outbox = await db.Outbox.Where(o => o.State == MessageState.Planned || o.State == MessageState.Sending || o.State == MessageState.Unknown)
                .GroupBy(o => o.State).Select(g => new { State = g.Key, Count = g.Count() }).ToListAsync(Ct);
            if (lanes == 0 && outbox.Count == 0)
                return;
            left = $"{lanes} in lanes; {string.Join(", ", outbox.Select(o => $"{o.Count} {o.State}"))}";
            await Task.Delay(500, Ct);
        }

        Assert.Fail($"Not at rest after three minutes: {left}\n{heed.LogEnd()}");
    }

    private static async Task CompareAsync(HeedDb db, SandboxHandle sandbox, CrashPlan plan)
    {
        var messages = await db.Messages.AsNoTracking().Select(m => new { m.Network, m.Direction, m.ExternalId, m.Text, m.State, m.Failure }).ToListAsync(Ct);
        var inbound = messages.Where(m => m.Direction == Direction.Inbound).Select(m => new CheckItem(CrashVoices.PlatformId(m.ExternalId!), m.Network)).ToList();
        var outbound = messages.Where(m => m.Direction == Direction.Outbound).ToList();
        (await db.SetAsides.CountAsync(Ct)).ShouldBe(0);

        var check = sandbox.Check(new CheckRequest(inbound, [.. outbound.Where(m => m.ExternalId is not null).Select(m => new CheckItem(CrashVoices.PlatformId(m.ExternalId!)))])); // filtered
        check.Lost.ShouldBeEmpty();
        check.Doubled.ShouldBeEmpty();
        check.Strangers.ShouldBeEmpty();
        check.Unsent.ShouldBeEmpty();
        check.Pending.ShouldBe(0);
        check.Said.ShouldBe(plan.Said);
        inbound.Count.ShouldBe(plan.Said);

        // One message here and one deed there for every reply; an echo taken for an answer given elsewhere would be one too many.
        outbound.Where(m => m.State is not (MessageState.Sent or MessageState.Delivered or MessageState.Read)).Select(m => $"{m.State}: {m.Failure}").ShouldBeEmpty();
        outbound.Count.ShouldBe(plan.Replies);
        outbound.DistinctBy(m => m.Text).Count().ShouldBe(plan.Replies);
        var done = sandbox.Done.ToLookup(d => d.Text, d => d.ExternalId);
        done.Count.ShouldBe(plan.Replies);
        foreach (var reply in outbound)
            done[reply.Text].ShouldBe([CrashVoices.PlatformId(reply.ExternalId!)]); // it was sent
        sandbox.State.Accepted.ShouldBeGreaterThanOrEqualTo((long)plan.Said);
    }
}
