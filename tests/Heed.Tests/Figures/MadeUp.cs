using System.Globalization;
using System.Text;

namespace Heed.Tests.Figures;

/// <summary>Writes histories in the twcs format: 1 November 2017, minutes after midnight.</summary>
internal sealed class MadeUp
{
    public const string Header = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id";

    private readonly StringBuilder csv = new(Header + "\n");

    public MadeUp Customer(long id, string author, double minute, string text, long? parent = null) => Row(id, author, "True", minute, text, parent);

    public MadeUp Brand(long id, string handle, double minute, string text, long? parent = null) => Row(id, handle, "False", minute, text, parent);

    public MadeUp Raw(string line)
    {
        csv.Append(line).Append('\n');
        return this;
    }

    public override string ToString() => csv.ToString();

    private MadeUp Row(long id, string author, string inbound, double minute, string text, long? parent)
    {
        var at = new DateTime(2017, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(minute * 60).ToString("ddd MMM dd HH:mm:ss +0000 yyyy", CultureInfo.InvariantCulture);
        return Raw(FormattableString.Invariant($"{id},{author},{inbound},{at},\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\",,{parent}"));
    }
}
