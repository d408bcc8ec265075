using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Heed.Server.Matching;

/// <summary>One screen's line: its person is here while the line stands and the inbox is open on it.</summary>
internal sealed class PresenceCircuit(PresenceKeeper keeper) : CircuitHandler
{
    private Guid? person;
    private bool up;
    private bool counted;

    /// <summary>The inbox is drawn on this line.</summary>
    public async Task OpenAsync(Guid userId, CancellationToken ct)
    {
        (person, up) = (userId, true);
        await CountAsync(ct);
    }

    /// <summary>The inbox was left.</summary>
    public void Close()
    {
        Uncount();
        person = null;
    }

    public override async Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        up = true;
        await CountAsync(cancellationToken);
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        up = false;
        Uncount();
        return Task.CompletedTask;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Close();
        return Task.CompletedTask;
    }

    private async Task CountAsync(CancellationToken ct)
    {
        if (counted || !up || person is not { } id)
            return;
        counted = true;
        await keeper.EnterAsync(id, ct);
    }

    private void Uncount()
    {
        if (counted && person is { } id)
            keeper.Leave(id);
        counted = false;
    }
}
