namespace Heed.Channels.Facebook;

/// <summary>Facebook's reactions by their names in webhooks.</summary>
internal static class FacebookEmoji
{
    public static string? Of(string? reaction) => reaction?.ToLowerInvariant() switch
    {
        "like" => "👍",
        "dislike" => "👎",
        "love" => "❤️",
        "care" => "🤗",
        "haha" or "smile" => "😆",
        "wow" => "😮",
        "sad" or "sorry" => "😢",
        "angry" or "anger" => "😡",
        "thankful" => "🌸",
        "pride" => "🏳️‍🌈",
        _ => null,
    };
}
