using Heed.Core.Ingest;
using Heed.Storage;
using Heed.Storage.Intake;

namespace Heed.Server.Ingest;

/// <summary>What one commit of some lanes does: the deliveries it claims, the events read from them, and what it sets aside.</summary>
internal sealed class LaneWork(LaneClaim claim, TimeProvider clock)
{
    private readonly List<IngestItem> items = [];
    private readonly List<SetAside> aside = [];
    private readonly Dictionary<IngestItem, (Delivery Delivery, int Index)> places = new(ReferenceEqualityComparer.Instance);

    public LaneClaim Claim => claim;

    public IReadOnlyList<ClaimedDelivery> Deliveries => claim.Deliveries;

    public IReadOnlyList<IngestItem> Items => items;

    public IReadOnlyCollection<SetAside> Aside => aside;

    public void Add(IngestItem item, Delivery delivery, int index)
    {
        items.Add(item);
        places[item] = (delivery, index);
    }

    /// <summary>Takes an event out of the work, to be kept with its reason.</summary>
    /// <returns>Where it stood.</returns>
    public (Delivery Delivery, int Index) SetAside(IngestItem item, string reason)
    {
        var place = places[item];
        items.Remove(item);
        SetAside(place.Delivery, place.Index, reason);
        return place;
    }

    public void SetAside(Delivery delivery, int index, string reason) => aside.Add(new SetAside
    {
        Id = Guid.CreateVersion7(),
        DeliverySeq = delivery.Seq,
        EventIndex = index,
        AccountId = delivery.AccountId,
        Reason = reason,
        At = clock.GetUtcNow(),
        Attempts = 1,
    });
}
