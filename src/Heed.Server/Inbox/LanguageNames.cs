using System.Globalization;

namespace Heed.Server.Inbox;

internal static class LanguageNames
{
    /// <summary>The language's own name (<c>français</c>); the code itself when nobody knows it.</summary>
    public static string Of(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code, predefinedOnly: true).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }
}
