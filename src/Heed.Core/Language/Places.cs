using Heed.Core.Guard;

namespace Heed.Core.Language;

/// <summary>Where in the counts of the phrase book each heading stands, and what its counts mean.</summary>
internal sealed class Places(PhraseBook book)
{
    /// <summary>A text this short that thanks wants nothing more.</summary>
    public const int FewWords = 10;

    // One advertising word is met in any complaint; two are an advertisement.
    private const int EnoughSpam = 2;

    private readonly (int Place, Cause Cause)[] _causes =
    [
        (book.Place("aggressive"), Cause.AggressiveAnswer), (book.Place("handed"), Cause.HandedOver), (book.Place("wait"), Cause.LongWait), (book.Place("boomerang"), Cause.Boomerang),
    ];

    // Where two say the same, the first: what is owed before what is felt.
    private readonly (int Place, string Code)[] _topics =
    [
        .. new[] { Topics.Refund, Topics.Outage, Topics.Billing, Topics.Delivery, Topics.ProductFault, Topics.Account, Topics.Staff, Topics.Praise }.Select(code => (book.Place(code), code)),
    ];

    private readonly int _outage = book.Place(Topics.Outage), _spam = book.Place(Topics.Spam);

    public int Now { get; } = book.Place("now");

    public int Soon { get; } = book.Place("soon");

    public int Leaving { get; } = book.Place("leaving");

    public int Buying { get; } = book.Place("buying");

    public int InStore { get; } = book.Place("instore");

    public int Here { get; } = book.Place("here");

    public int Praise { get; } = book.Place(Topics.Praise);

    public IReadOnlyList<Cause>? Causes(ReadOnlySpan<int> hits)
    {
        List<Cause>? found = null;
        foreach (var (place, cause) in _causes)
        {
            if (hits[place] > 0)
                (found ??= []).Add(cause);
        }

        return found;
    }

    /// <summary>The topics that no set of texts has labels for: only phrases know them.</summary>
    public string? RareTopic(ReadOnlySpan<int> hits) => hits[_spam] >= EnoughSpam ? Topics.Spam : hits[_outage] > 0 ? Topics.Outage : null;

    public string? Topic(ReadOnlySpan<int> hits)
    {
        var (best, most) = ((string?)null, 0);
        foreach (var (place, code) in _topics)
        {
            if (hits[place] > most)
                (best, most) = (code, hits[place]);
        }

        return best;
    }
}
