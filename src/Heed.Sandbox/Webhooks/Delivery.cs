using Heed.Sandbox.Accounts;

namespace Heed.Sandbox.Webhooks;

/// <summary>One POST to Heed, with its bytes and its proof; a redelivery is the same bytes again.</summary>
/// <param name="Lane">Deliveries of one lane (a customer) go out in order while no fault says otherwise.</param>
/// <param name="Carries">External ids the ledger marks as accepted when Heed answers 2xx.</param>
internal sealed record Delivery(
    BrandAccount Account, string Lane, byte[] Body, string ContentType, IReadOnlyList<KeyValuePair<string, string>> Headers,
    IReadOnlyList<string> Carries)
{
    public string Id { get; } = Guid.CreateVersion7().ToString("N");
}
