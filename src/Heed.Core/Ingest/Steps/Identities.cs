using Heed.Core.Channels;
using Heed.Core.Customers;

namespace Heed.Core.Ingest.Steps;

/// <summary>Whose message it is: the known identity, or a new customer with it.</summary>
internal static class Identities
{
    public static void Run(IngestEvent e)
    {
        var profile = e.Item.Event.Customer;
        if (!e.Inbound && profile.Key.IsUnknown)
        {
            Addressee(e);
            return;
        }

        if (e.Set.FindIdentity(profile.Key) is { } known)
        {
            Refresh(e.Set, known, profile);
            Found(e, known);
            return;
        }

        var name = profile.Name ?? profile.Handle ?? profile.Key.Id;
        var customer = new Customer
        {
            Id = Guid.CreateVersion7(e.Item.ReceivedAt),
            Name = name,
            AvatarUrl = profile.AvatarUrl,
            CreatedAt = e.Item.ReceivedAt,
        };
        var identity = new Identity
        {
            Id = Guid.CreateVersion7(e.Item.ReceivedAt),
            CustomerId = customer.Id,
            Space = profile.Key.Space,
            ExternalId = profile.Key.Id,
            FirstSeenAt = e.Item.Event.At,
        };
        Fill(identity, profile);
        e.Set.Add(customer);
        e.Set.Add(identity);
        (e.Identity, e.Customer) = (identity, customer);
    }

    // An answer given elsewhere, and the platform names only the message it answers.
    private static void Addressee(IngestEvent e)
    {
        if (e.Written.InReplyTo is not { } parent)
        {
            e.End("own-post");
            return;
        }

        if (e.FindMessage(parent) is not { IdentityId: { } } answered || e.Set.FindCase(answered.CaseId) is null)
        {
            e.WaitFor(parent);
            return;
        }

        e.Customer = e.Set.CustomerOf(answered.CustomerId);
        e.Identity = e.Set.IdentityById(answered.IdentityId!.Value); // checked above
    }

    private static void Found(IngestEvent e, Identity identity) =>
        (e.Identity, e.Customer) = (identity, e.Set.CustomerOf(identity.CustomerId));

    // Platforms tell more or less from event to event: what is told replaces, what is left out stays.
    private static void Refresh(WorkingSet set, Identity identity, Profile profile)
    {
        var before = (identity.Name, identity.Handle, identity.AvatarUrl, identity.Location, identity.Locale, identity.Verified);
        var followersMoved = profile.Followers is { } now && Math.Abs(now - (identity.Followers ?? 0)) * 10 > (identity.Followers ?? 0);
        Fill(identity, profile);
        if (before == (identity.Name, identity.Handle, identity.AvatarUrl, identity.Location, identity.Locale, identity.Verified) && !followersMoved)
            return;
        set.Changed(identity);
        var customer = set.CustomerOf(identity.CustomerId);
        if (profile.Name is { } name && (customer.Name == identity.ExternalId || customer.Name == before.Handle || customer.Name == before.Name))
        {
            customer.Name = name;
            customer.AvatarUrl = profile.AvatarUrl ?? customer.AvatarUrl;
            set.Changed(customer);
        }
    }

    private static void Fill(Identity identity, Profile profile)
    {
        identity.Name = profile.Name ?? identity.Name;
        identity.Handle = profile.Handle ?? identity.Handle;
        identity.AvatarUrl = profile.AvatarUrl ?? identity.AvatarUrl;
        identity.Location = profile.Location ?? identity.Location;
        identity.Locale = profile.Locale ?? identity.Locale;
        identity.Followers = profile.Followers ?? identity.Followers;
        identity.Verified |= profile.Verified;
    }
}
