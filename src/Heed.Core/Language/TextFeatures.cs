namespace Heed.Core.Language;

/// <summary>What a linear model sees of a text: hashes of its words, of pieces of its words and of its signs (emoji, punctuation, capitals).</summary>
/// <remarks>
/// One buffer, used again and again by one thread; <see cref="TextTokenizer"/> fills it. Training and reading use the same code, so a
/// change here needs new models: raise <see cref="Version"/>, and the old ones are refused.
/// </remarks>
public sealed class TextFeatures
{
    /// <summary>Stands in every model file.</summary>
    public const byte Version = 1;

    /// <summary>Longer texts are read up to here: a mail says what it wants at its beginning, and the intake must not wait for a novel.</summary>
    public const int LongestText = 1_200;

    private const int Most = 8_192;

    private readonly Feature[] _words = new Feature[Most];
    private readonly Feature[] _pieces = new Feature[Most];
    private readonly Feature[] _signs = new Feature[512];
    private readonly TextToken[] _tokens = new TextToken[LongestText];
    private int _wordCount, _pieceCount, _signCount, _tokenCount;

    [ThreadStatic]
    private static TextFeatures? _ofThisThread;

    /// <summary>For whoever reads one text at a time and keeps nothing of it: the next who asks on this thread gets the same buffer.</summary>
    internal static TextFeatures OfThisThread => _ofThisThread ??= new TextFeatures();

    /// <summary>Words and pairs of words.</summary>
    public ReadOnlySpan<Feature> Words => _words.AsSpan(0, _wordCount);

    /// <summary>Two to five neighbouring letters.</summary>
    public ReadOnlySpan<Feature> Pieces => _pieces.AsSpan(0, _pieceCount);

    /// <summary>The same in every language.</summary>
    public ReadOnlySpan<Feature> Signs => _signs.AsSpan(0, _signCount);

    public ReadOnlySpan<TextToken> Tokens => _tokens.AsSpan(0, _tokenCount);

    internal void Clear() => _wordCount = _pieceCount = _signCount = _tokenCount = 0;

    internal void AddWord(uint hash, int token) => Add(_words, ref _wordCount, hash, token);

    internal void AddPiece(uint hash, int token) => Add(_pieces, ref _pieceCount, hash, token);

    internal void AddSign(uint hash, int token) => Add(_signs, ref _signCount, hash, token);

    internal int AddToken(int start, int length, uint hash = 0)
    {
        if (_tokenCount == _tokens.Length)
            return _tokenCount - 1;
        _tokens[_tokenCount] = new TextToken(start, length, hash);
        return _tokenCount++;
    }

    private static void Add(Feature[] to, ref int count, uint hash, int token)
    {
        if (count < to.Length)
            to[count++] = new Feature(hash, token);
    }
}

/// <param name="Token">Index of the token it comes from; -1: the text as a whole.</param>
public readonly record struct Feature(uint Hash, int Token);

/// <summary>A word, an emoji or a run of punctuation, by its place in the text (UTF-16 units).</summary>
/// <param name="Word">Hash of the folded word; 0: no word.</param>
public readonly record struct TextToken(int Start, int Length, uint Word);
