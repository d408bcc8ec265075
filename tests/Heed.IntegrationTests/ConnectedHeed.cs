using Heed.Sandbox;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Server;
using Heed.Testing.Servers;
using Microsoft.EntityFrameworkCore;

namespace Heed.IntegrationTests;

/// <summary>A Heed and a sandbox that know each other: X, a Facebook Page and a mailbox of one brand.</summary>
internal sealed class ConnectedHeed : IAsyncDisposable
{
    private readonly TestDatabase database;
    private readonly string folder;

    private ConnectedHeed(TestDatabase database, TestHeed heed, SandboxHandle sandbox, string folder) =>
        (this.database, Heed, Sandbox, this.folder) = (database, heed, sandbox, folder);

    public TestHeed Heed { get; }

    public SandboxHandle Sandbox { get; }

    public static async Task<ConnectedHeed> StartAsync(string kind, Action<HeedOptions>? options = null)
    {
        var database = await TestDatabase.CreateAsync(kind);
        var heed = await TestHeed.StartAsync(database, options);
        var folder = Directory.CreateTempSubdirectory("heed-sandbox-").FullName;
        var sandbox = await SandboxHost.StartAsync(
            new SandboxOptions { Urls = "http://127.0.0.1:0", SmtpPort = 0, Data = folder, Heed = heed.Address.ToString().TrimEnd('/') }, CancellationToken.None);
        await heed.AddXAsync(sandbox.BaseAddress);
        await heed.AddFacebookAsync(sandbox.BaseAddress);
        await heed.AddMailAsync(sandbox.SmtpPort);
        sandbox.Register(new BrandAccount { Network = "x", Account = "acme", ExternalId = "100", Secret = "x-secret", Handle = "acme" });
        sandbox.Register(new BrandAccount { Network = "facebook", Account = "acme", ExternalId = "200", Secret = "fb-secret", VerifyToken = "fb-verify", Token = "fb-token", Name = "Acme" });
        sandbox.Register(new BrandAccount { Network = "mail", Account = "help", ExternalId = "help@acme.example", InboundToken = "mail-token-mail-token" });
        return new ConnectedHeed(database, heed, sandbox, folder);
    }

    /// <summary>The brand's account on a network.</summary>
    public static string AccountOn(string network) => network == "mail" ? "help" : "acme";

    /// <summary>Waits until what was said is in a case.</summary>
    public async Task<Guid> CaseOfAsync(string network, string externalId, CancellationToken ct)
    {
        var found = Guid.Empty;
        await TestHeed.EventuallyAsync(async () =>
        {
            await using var db = Heed.Db();
            found = await db.Messages.Where(m => m.Network == network && m.ExternalId!.EndsWith(externalId)).Select(m => m.CaseId).FirstOrDefaultAsync(ct);
            return found != Guid.Empty;
        });
        return found;
    }

    /// <summary>Has a customer say something, and waits until it is in a case.</summary>
    public async Task<(SayResult Said, Guid CaseId)> HearAsync(SayRequest request, CancellationToken ct)
    {
        var said = await Sandbox.SayAsync(request, ct);
        return (said, await CaseOfAsync(request.Network, said.ExternalId, ct));
    }

    public async ValueTask DisposeAsync()
    {
        await Heed.DisposeAsync();
        await Sandbox.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
