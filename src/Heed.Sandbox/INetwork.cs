using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;

namespace Heed.Sandbox;

/// <summary>The customers' side of one imitated network.</summary>
internal interface INetwork
{
    string Name { get; }

    Task<SayResult> SayAsync(BrandAccount account, SayRequest request, CancellationToken ct);

    /// <returns>The id the edited message has from now on; X makes a new one.</returns>
    Task<string> EditAsync(BrandAccount account, EditRequest request, CancellationToken ct);

    Task DeleteAsync(BrandAccount account, string externalId, CancellationToken ct);

    /// <returns>The id of what the brand's people wrote in the native app.</returns>
    Task<string> NativeAsync(BrandAccount account, NativeRequest request, CancellationToken ct);
}
