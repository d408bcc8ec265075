namespace Heed.Sandbox.Play;

/// <summary>One customer's matter, as data: what is said line by line, and what a good agent would answer.</summary>
/// <remarks><c>{brand}</c>, <c>{order}</c> and <c>{first}</c> in any text become the handle, an order number and the first name.</remarks>
internal sealed record Story
{
    public required string Id { get; init; }

    /// <summary>Id of a persona.</summary>
    public required string Who { get; init; }

    public required string Network { get; init; }

    /// <summary>How it opens: a kind of the network.</summary>
    public required string Kind { get; init; }

    /// <summary>Line n+1 is said after the brand's n-th answer.</summary>
    public required IReadOnlyList<StoryLine> Say { get; init; }

    /// <summary>Answer n fits line n.</summary>
    public IReadOnlyList<StoryAnswer> Answers { get; init; } = [];

    /// <summary>Said once when nobody answers.</summary>
    public string? Nudge { get; init; }

    /// <summary>The opening line is changed to this a little later.</summary>
    public string? Edit { get; init; }

    /// <summary>The opening line is taken back a little later.</summary>
    public bool Delete { get; init; }

    /// <summary>Facebook comments: the Page post they stand under.</summary>
    public string? Post { get; init; }

    public string? Subject { get; init; }

    public string? Rating { get; init; }

    public string? Place { get; init; }

    /// <summary>A photo comes with the opening mail.</summary>
    public bool Photo { get; init; }

    public string Lang { get; init; } = "en";
}

/// <param name="Kind">Null: as the story opened (an answer in the same place).</param>
internal sealed record StoryLine(string Text, string? Kind = null);

/// <param name="Then"><c>resolve</c>, <c>wait</c> (for the customer) or <c>private</c> (the answer asks for a private message).</param>
public sealed record StoryAnswer(string Text, string Then);

internal sealed record Persona(string Id, string Name, string Handle, string Mail, string Lang, string City);
