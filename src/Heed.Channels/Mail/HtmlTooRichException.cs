namespace Heed.Channels.Mail;

/// <summary>Stops the parser from within: it offers no other way out.</summary>
internal sealed class HtmlTooRichException(bool onlyByFormatting) : Exception("The HTML is too rich to be parsed.")
{
    /// <summary>It would be bearable without its formatting.</summary>
    public bool OnlyByFormatting { get; } = onlyByFormatting;
}
