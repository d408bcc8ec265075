using System.Text;
using Heed.Core.Channels;

namespace Heed.Server.Ingest;

/// <summary>Which lane an event belongs to: all events of one customer identity go through one lane, in order.</summary>
internal static class LaneOf
{
    /// <summary>Lanes of a workspace. Fixed when the database is made: an event must find the same lane for ever.</summary>
    public const int Count = 8;

    public static int Event(ChannelEvent e) => Hash(e.Customer.Key.Space, e.Customer.Key.Id);

    /// <summary>Where an account's set-aside events are written.</summary>
    public static int Account(ChannelAccount account) => Hash(account.Network, account.Name);

    // FNV-1a, 32 bits: stable over versions and machines, unlike string.GetHashCode.
    private static int Hash(string space, string id)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(space + "\n" + id))
            hash = (hash ^ b) * 16777619u;
        return (int)(hash % Count);
    }
}
