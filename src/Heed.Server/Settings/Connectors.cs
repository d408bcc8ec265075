using Heed.Channels.Facebook;
using Heed.Channels.Mail;
using Heed.Channels.X;
using Heed.Core.Channels;

namespace Heed.Server.Settings;

/// <summary>What speaks to each network, in the order of <see cref="Network.All"/>.</summary>
internal static class Connectors
{
    public static readonly IReadOnlyList<Func<TimeProvider, SecretRotation?, IChannel>> All =
    [
        (clock, rotation) => new XChannel(clock, rotation),
        (clock, _) => new FacebookChannel(clock),
        (clock, rotation) => new MailChannel(clock, rotation),
    ];
}
