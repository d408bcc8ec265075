using System.Net.Http.Headers;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Load.Measures;
using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Server;
using Heed.Server.Access;
using Heed.Server.Guard;
using Heed.Server.Settings;
using Heed.Storage;
using Heed.Storage.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heed.Load.Day;

/// <summary>What stands on in a run.</summary>
internal enum Guards
{
    /// <summary>No hand-over is stopped, no tone is told, nobody's earlier case is known.</summary>
    Off = 0,

    /// <summary>Hand-overs, tone with a second reader, returns.</summary>
    On = 1,

    /// <summary>The same, and topics are sent to the desk that knows them.</summary>
    OnRouted = 2,
}

/// <summary>A real server and the sandbox's X beside it, with three desks and two tokens: one of the agents, one of the lead.</summary>
internal sealed class SandboxStage : IAsyncDisposable
{
    public static readonly string[] Desks = ["Delivery", "Billing", "Technical"];

    private readonly ScratchDatabase scratch;
    private readonly WebApplication server;

    private SandboxStage(ScratchDatabase scratch, WebApplication server, SandboxHandle sandbox) => (this.scratch, this.server, Sandbox) = (scratch, server, sandbox);

    public SandboxHandle Sandbox { get; }

    public Dictionary<string, Guid> Departments { get; } = [];

    /// <summary>Who is named when one person must see a case through.</summary>
    public Guid Person { get; private set; }

    public HttpClient Agents { get; private set; } = null!; // opened in StartAsync

    public HttpClient Lead { get; private set; } = null!; // likewise

    public static async Task<SandboxStage> StartAsync(Guards guards, CancellationToken ct)
    {
        var scratch = await ScratchDatabase.CreateAsync("sqlite", ct);
        // Agents of a compressed day ask more often than people do.
        var options = new HeedOptions { Data = scratch.Folder, Database = scratch.ConnectionString, Urls = "http://127.0.0.1:0", UndoSeconds = 0, ApiRequestsPerSecond = 10_000 };
        var server = await HeedServer.BuildAsync(options, [], builder =>
        {
            builder.WebHost.UseUrls(options.Urls);
            builder.Logging.ClearProviders();
        }, ct);
        await server.StartAsync(ct);
        var address = server.Urls.First();
        var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", SmtpPort = 0, Data = Path.Combine(scratch.Folder, "sandbox"), Heed = address, Faults = new FaultSettings { RateLimitScale = 0 } }, ct);
        sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = "x-secret", Handle = "acme" });
        var stage = new SandboxStage(scratch, server, sandbox);
        await stage.FurnishAsync(guards, ct);
        return stage;
    }

    public T Get<T>()
        where T : notnull => server.Services.GetRequiredService<T>();

    public HeedDb Db() => Get<IDbContextFactory<HeedDb>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        Agents.Dispose();
        Lead.Dispose();
        await server.StopAsync();
        await server.DisposeAsync();
        await Sandbox.DisposeAsync();
        await scratch.DisposeAsync();
    }

    private async Task FurnishAsync(Guards guards, CancellationToken ct)
    {
        foreach (var desk in Desks)
            await Get<DepartmentDesk>().SaveAsync(new DepartmentDraft(null, desk, "UTC", [.. Enumerable.Repeat("00:00-24:00", 7)], "", [null, null, null, null]), ct);
        // What no topic sends elsewhere begins at the first desk.
        var draft = new ChannelDraft("x", "acme", null, Desks[0], new Dictionary<string, string>
        {
            ["user-id"] = "100",
            ["consumer-secret"] = "x-secret",
            ["handle"] = "acme",
            ["api"] = Sandbox.BaseAddress.ToString().TrimEnd('/'),
        });
        if (await Get<ChannelAdmin>().SaveAsync(draft, ct) is ChannelSaved.Refused refused)
            throw new InvalidOperationException($"The brand's account could not be added: {refused}");
        await using (var db = Db())
        {
            foreach (var department in await db.Departments.AsNoTracking().Where(d => Desks.Contains(d.Name)).ToListAsync(ct))
                Departments[department.Name] = department.Id;
        }

        if (guards == Guards.OnRouted)
        {
            await Get<TopicDepartments>().SaveAsync(new Dictionary<string, Guid>
            {
                [Topics.Delivery] = Departments["Delivery"],
                [Topics.Billing] = Departments["Billing"],
                [Topics.Refund] = Departments["Billing"],
                [Topics.ProductFault] = Departments["Technical"],
                [Topics.Outage] = Departments["Technical"],
            }, ct);
        }

        var off = guards == Guards.Off;
        await Get<CareDesk>().SaveAsync(off ? CarePolicy.Default with { SecondNeedsLead = false, Boomerangs = BoomerangRule.Show, ReturnDays = 0 } : CarePolicy.Default, ct);
        await Get<ToneDesk>().SaveAsync(TonePolicies.Default with
        {
            Workspace = off ? TonePolicy.Default with { Action = ToneAction.Advise, AdviseFrom = 1, ActFrom = 1 } : TonePolicy.Default with { Action = ToneAction.SecondReader },
        }, ct);
        Person = await Get<People>().AddAsync("ana@acme.example", "Ana", Role.Agent, [.. Departments.Values], ct);
        await Get<ChannelCatalog>().RenewAsync(ct);
        (Agents, Lead) = (await OpenAsync("agents", Role.Agent, ct), await OpenAsync("lead", Role.Lead, ct));
    }

    private async Task<HttpClient> OpenAsync(string name, Role role, CancellationToken ct)
    {
        var made = await Get<ApiTokens>().CreateAsync(name, role, ct) as TokenOutcome.Made ?? throw new InvalidOperationException($"No token could be made for {name}.");
        var http = Get<IHttpClientFactory>().CreateClient();
        http.BaseAddress = new Uri(server.Urls.First());
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.Text);
        return http;
    }
}
