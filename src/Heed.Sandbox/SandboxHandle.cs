using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Heed.Sandbox.Mail;
using Heed.Sandbox.Webhooks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Heed.Sandbox;

/// <summary>A running imitation of the networks; disposing stops it and completes its ledger.</summary>
public sealed class SandboxHandle : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ControlDesk _desk;

    internal SandboxHandle(WebApplication app)
    {
        _app = app;
        _desk = app.Services.GetRequiredService<ControlDesk>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        BaseAddress = new Uri(addresses?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The sandbox listens nowhere."));
        SmtpPort = app.Services.GetRequiredService<SmtpServer>().Port;
    }

    /// <summary>Where the imitated X (<c>/2</c>) and Graph (<c>/v25.0</c>) APIs and the control API are.</summary>
    public Uri BaseAddress { get; }

    public int SmtpPort { get; }

    public IServiceProvider Services => _app.Services;

    public void Register(BrandAccount account) => Services.GetRequiredService<BrandAccounts>().Register(account);

    /// <summary>An account as it is now, with the tokens it has come to.</summary>
    public BrandAccount Account(string network, string account) => Services.GetRequiredService<BrandAccounts>().Get(network, account);

    /// <returns>Null when Heed answered the platform's handshake right; else what was wrong.</returns>
    public Task<string?> HandshakeAsync(string network, string account, CancellationToken ct) =>
        Services.GetRequiredService<Handshake>().ShakeAsync(Services.GetRequiredService<BrandAccounts>().Get(network, account), ct);

    /// <exception cref="BadHttpRequestException">No such account, or a kind the network does not know.</exception>
    public Task<SayResult> SayAsync(SayRequest request, CancellationToken ct) => _desk.SayAsync(request, ct);

    public Task<string> EditAsync(EditRequest request, CancellationToken ct) => _desk.EditAsync(request, ct);

    public Task DeleteAsync(DeleteRequest request, CancellationToken ct) => _desk.DeleteAsync(request, ct);

    /// <summary>The brand's people write in the native app, past Heed.</summary>
    public Task<string> NativeAsync(NativeRequest request, CancellationToken ct) => _desk.NativeAsync(request, ct);

    /// <param name="network">Null: all networks.</param>
    public void SetFaults(FaultSettings faults, string? network = null) => Services.GetRequiredService<FaultBoard>().Set(network, faults);

    public IReadOnlyList<SaidEntry> Said => Services.GetRequiredService<SandboxLedger>().Said;

    public IReadOnlyList<DoneEntry> Done => Services.GetRequiredService<SandboxLedger>().Done;

    public SandboxState State => _desk.State();

    public CheckResult Check(CheckRequest request) => _desk.Check(request);

    /// <returns>Deliveries still not acknowledged when <paramref name="atMost"/> had passed; 0 is quiet.</returns>
    public Task<long> QuiesceAsync(TimeSpan atMost, CancellationToken ct) => _desk.QuiesceAsync(atMost, ct);

    /// <summary>Returns when Ctrl-C or SIGTERM asked the process to end.</summary>
    public Task UntilStoppedAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
