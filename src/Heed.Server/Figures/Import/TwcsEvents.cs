using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Heed.Core.Channels;
using Heed.Core.Language;
using Heed.Core.Messages;

namespace Heed.Server.Figures.Import;

/// <summary>What a tweet of the history means: which brand it concerns, which customer, and the event it would have arrived as.</summary>
/// <param name="only">Number of the one brand to take; null: all.</param>
internal sealed partial class TwcsEvents(BrandNames brands, ReplyGraph graph, AuthorNames authors, int? only)
{
    private const string Space = Network.X;

    /// <summary>The brand a tweet belongs to; null when none can be told, or none that is asked for.</summary>
    /// <remarks>
    /// In this order: the brand that answered it, the brand it replies to, the brand whose answer the row names, a known handle in its text,
    /// the brand of the conversation above it, the brand that answered further below.
    /// </remarks>
    public int? BrandOf(TwcsRow row)
    {
        if (!row.Inbound)
            return brands.Find(row.Author) is { } own && (only is null || own == only) ? own : null;
        foreach (var brand in Candidates(row))
        {
            if (only is null || brand == only)
                return brand;
        }

        return null;
    }

    /// <summary>The event the tweet would have arrived as.</summary>
    public MessageWritten Event(TwcsRow row)
    {
        var root = graph.RootOf(row.Id, row.Parent);
        var text = WebUtility.HtmlDecode(row.Text);
        return new MessageWritten
        {
            ExternalId = Id(row.Id),
            At = DateTimeOffset.FromUnixTimeMilliseconds(row.At),
            Customer = new Profile(Customer(row, text)) is var p && p.Key.IsUnknown ? p : p with { Handle = p.Key.Id },
            Direction = row.Inbound ? Direction.Inbound : Direction.Outbound,
            Visibility = Visibility.Public,
            Kind = row.Parent != 0 ? "reply" : row.Inbound ? "mention" : "post",
            ThreadKey = Id(root),
            Text = text,
            InReplyTo = row.Parent == 0 ? null : Id(row.Parent),
            Summons = row.Inbound,
            Signature = row.Inbound ? null : AgentSignature.Find(text),
        };
    }

    private IEnumerable<int> Candidates(TwcsRow row)
    {
        var node = graph.Find(row.Id);
        if (node is { Way: ReplyGraph.Way.Answered } answered)
            yield return answered.Brand;
        if (row.Parent != 0 && graph.Find(row.Parent) is { Way: ReplyGraph.Way.OfBrand } parent)
            yield return parent.Brand;
        foreach (var response in row.Responses)
        {
            if (graph.Find(response) is { Way: ReplyGraph.Way.OfBrand } answer)
                yield return answer.Brand;
        }

        foreach (var named in Named(row.Text))
            yield return named;

        if (graph.BrandAbove(row.Parent) is >= 0 and var above)
            yield return above;
        if (node is { Way: ReplyGraph.Way.Below } below)
            yield return below.Brand;
    }

    private List<int> Named(string text)
    {
        var named = new List<int>();
        foreach (var mention in Mention().EnumerateMatches(text))
        {
            if (brands.Find(text.AsSpan(mention.Index + 1, mention.Length - 1)) is { } brand)
                named.Add(brand);
        }

        return named;
    }

    private IdentityKey Customer(TwcsRow row, string text)
    {
        if (row.Inbound)
            return new IdentityKey(Space, row.Author);
        // The person answered; else the one spoken to: in this collection customers are numbers.
        if (row.Parent != 0 && graph.Find(row.Parent) is { Row: > 0, Way: not ReplyGraph.Way.OfBrand } parent)
            return new IdentityKey(Space, authors.Name(parent.Author));
        foreach (var mention in Mention().EnumerateMatches(text))
        {
            var name = text.AsSpan(mention.Index + 1, mention.Length - 1);
            if (!name.ContainsAnyExceptInRange('0', '9'))
                return new IdentityKey(Space, name.ToString());
        }

        return IdentityKey.Unknown(Space, Id(row.Parent == 0 ? row.Id : row.Parent));
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"@\w{1,50}")]
    private static partial Regex Mention();
}
