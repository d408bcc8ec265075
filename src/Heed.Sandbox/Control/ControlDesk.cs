using Heed.Sandbox.Accounts;
using Heed.Sandbox.Faults;
using Heed.Sandbox.Ledger;
using Heed.Sandbox.Webhooks;

namespace Heed.Sandbox.Control;

/// <summary>What a script, a test or a person can do to the imitation; the control API and the in-process handle both use it.</summary>
internal sealed class ControlDesk(
    IEnumerable<INetwork> networks, BrandAccounts accounts, SandboxLedger ledger, DeliveryQueue queue, DeliverySender sender, FaultBoard faults, TimeProvider clock)
{
    public Task<SayResult> SayAsync(SayRequest request, CancellationToken ct) => On(request.Network).SayAsync(accounts.Get(request.Network, request.Account), request, ct);

    public Task<string> EditAsync(EditRequest request, CancellationToken ct) => On(request.Network).EditAsync(accounts.Get(request.Network, request.Account), request, ct);

    public Task DeleteAsync(DeleteRequest request, CancellationToken ct) =>
        On(request.Network).DeleteAsync(accounts.Get(request.Network, request.Account), request.ExternalId, ct);

    public Task<string> NativeAsync(NativeRequest request, CancellationToken ct) => On(request.Network).NativeAsync(accounts.Get(request.Network, request.Account), request, ct);

    public CheckResult Check(CheckRequest request) =>
        LedgerCheck.Run(ledger.Said, ledger.Done, request, s => queue.UnderWay(s.Network, s.Account, s.ExternalId));

    public SandboxState State() => new(accounts.All.Count(), ledger.SaidCount, ledger.Done.Count, queue.Pending, sender.Accepted, sender.Failed, faults.All);

    /// <summary>Waits until every delivery is acknowledged.</summary>
    /// <returns>Deliveries still under way when <paramref name="atMost"/> had passed; 0 is quiet.</returns>
    public async Task<long> QuiesceAsync(TimeSpan atMost, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + atMost;
        while (queue.Pending > 0 && clock.GetUtcNow() < until) await Task.Delay(TimeSpan.FromMilliseconds(20), clock, ct);
        return queue.Pending;
    }

    private INetwork On(string name) => networks.FirstOrDefault(n => n.Name == name)
        ?? throw new BadHttpRequestException($"Network '{name}' is not imitated: x, facebook and mail are.");
}

/// <param name="Pending">Deliveries not yet acknowledged.</param>
/// <param name="Accepted">Deliveries Heed answered 2xx, repetitions included.</param>
/// <param name="Failed">Attempts that Heed did not answer 2xx.</param>
public sealed record SandboxState(int Accounts, int Said, int Done, long Pending, long Accepted, long Failed, IReadOnlyDictionary<string, FaultSettings> Faults);
