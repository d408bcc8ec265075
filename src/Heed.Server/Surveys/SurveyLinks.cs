using Heed.Core.Messages;
using Heed.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Heed.Server.Surveys;

/// <summary>A link just made, to be kept as hash and, until it is sent, sealed.</summary>
internal sealed record NewSurveyLink(string Address, byte[] Hash, string Sealed);

/// <summary>
/// The links of surveys. Whoever has one can answer in the customer's name: the thread shows it veiled, and it is put in as its
/// message goes out.
/// </summary>
internal sealed class SurveyLinks(HeedOptions options, IDataProtectionProvider provider)
{
    private const string Path = "/s/";
    private const string Veil = "…";

    private readonly IDataProtector protector = provider.CreateProtector("heed.survey-links.v1");

    /// <summary>The address customers reach this server by; null: they can not.</summary>
    public string? Site => options.PublicUrl?.TrimEnd('/');

    /// <summary>As the thread shows it.</summary>
    public string Veiled => Site + Path + Veil;

    public NewSurveyLink New()
    {
        var secret = Access.Secret.New();
        return new NewSurveyLink(Site + Path + secret, Access.Secret.Hash(secret)!, protector.Protect(secret)); // our own secret has the right length
    }

    /// <summary>A message's text with its link in it; any other message's text as it is.</summary>
    public async Task<string> UnveilAsync(HeedDb db, Message message, CancellationToken ct)
    {
        if (!message.Automatic || !message.Text.Contains(Path + Veil, StringComparison.Ordinal))
            return message.Text;
        var kept = await db.Surveys.AsNoTracking().Where(s => s.MessageId == message.Id).Select(s => s.SealedSecret).FirstOrDefaultAsync(ct);
        return kept is null ? message.Text : message.Text.Replace(Path + Veil, Path + protector.Unprotect(kept), StringComparison.Ordinal);
    }
}
