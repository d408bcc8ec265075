using Heed.Core.Messages;

namespace Heed.Server.Inbox;

/// <summary>The word key and the icon by which public, private and note are told apart everywhere.</summary>
internal static class VisibilityLook
{
    public static string Name(Visibility visibility) => visibility switch { Visibility.Public => "public", Visibility.Private => "private", Visibility.Note => "note" };

    public static string Symbol(Visibility visibility) => visibility switch { Visibility.Public => "globe", Visibility.Private => "lock", Visibility.Note => "note" };
}
