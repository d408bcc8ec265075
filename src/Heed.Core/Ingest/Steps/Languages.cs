using Heed.Core.Language;

namespace Heed.Core.Ingest.Steps;

/// <summary>What the customer writes in: the platform's word first, else our guess, else not sure.</summary>
internal static class Languages
{
    public static void Run(IngestEvent e)
    {
        e.Language = e.Written.Language is { Length: >= 2 } stated ? stated[..2].ToLowerInvariant() : LanguageGuess.Of(e.Written.Text);
        if (e.Inbound && e.Language is not null && e.Customer.Language is null)
        {
            e.Customer.Language = e.Language;
            e.Set.Changed(e.Customer);
        }
    }
}
