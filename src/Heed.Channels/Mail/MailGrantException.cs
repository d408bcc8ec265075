using Heed.Core.Channels;
using MailKit.Security;

namespace Heed.Channels.Mail;

/// <summary>No access token could be had for the mailbox, so nobody signed in.</summary>
internal sealed class MailGrantException(Trouble why, bool dead) : AuthenticationException(why.Said ?? why.Code)
{
    public Trouble Why => why;

    /// <summary>The grant is worth nothing any more, as opposed to: the provider could not be asked.</summary>
    public bool Dead => dead;
}
