namespace Heed.Server.Inbox;

/// <summary>A wish for a better summary or a translation, filled in by whoever can ask the language model.</summary>
public sealed class AssistWish
{
    /// <summary>What is to be translated; null: the case is to be summarised.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Null: there is none.</summary>
    public string? Text { get; set; }

    /// <summary>That it is a suggestion and what it cost, or why there is none.</summary>
    public string? Note { get; set; }
}
