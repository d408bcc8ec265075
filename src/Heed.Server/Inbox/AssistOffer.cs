namespace Heed.Server.Inbox;

/// <summary>A language model is connected and switched on: what it may be asked for on this screen.</summary>
/// <param name="Reads">Languages of the reader, in two letters: these need no translation.</param>
public sealed record AssistOffer(IReadOnlySet<string> Reads)
{
    /// <summary>False also where the language is not known: nobody can say that a translation is missing.</summary>
    public bool Foreign(string? language) => language is { Length: >= 2 } && !Reads.Contains(language[..2].ToLowerInvariant());
}
