using System.Security.Cryptography;
using System.Text;

namespace Heed.Load.Intake;

/// <summary>A delivery as X would post it, signed before the clock runs.</summary>
internal sealed record SignedBody(byte[] Body, string Signature)
{
    public const string Secret = "load-secret";
    public const string Header = "x-twitter-webhooks-signature";

    private const double NewCustomers = 0.7;

    /// <summary>Mentions by many customers: 70 % write for the first time, 30 % come back.</summary>
    /// <param name="from">Number of the first; ids do not repeat between calls with different ranges.</param>
    public static IReadOnlyList<SignedBody> Mentions(int from, int count)
    {
        var random = new Random(from);
        var now = TimeProvider.System.GetUtcNow();
        var bodies = new List<SignedBody>(count);
        var known = 0;
        for (var i = 0; i < count; i++)
        {
            var author = known == 0 || random.NextDouble() < NewCustomers ? known++ : random.Next(known);
            bodies.Add(Mention(2_000_000_000L + from + i, 1_000_000_000L + from + author, now.AddMilliseconds(i - count)));
        }

        return bodies;
    }

    private static SignedBody Mention(long id, long author, DateTimeOffset at)
    {
        var body = Encoding.UTF8.GetBytes(
            $$$$"""{"data":{"event_uuid":"e{{{{id}}}}","filter":{"user_id":"100"},"event_type":"post.mention.create","payload":{"id":"{{{{id}}}}","author_id":"{{{{author}}}}","text":"@acme my order {{{{id}}}} should have come on Monday, nobody picks up the phone, and the tracking page has not changed since","created_at":"{{{{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}}}","conversation_id":"{{{{id}}}}","lang":"en","entities":{"mentions":[{"start":0,"end":5,"username":"acme","id":"100"}]}},"includes":{"users":[{"id":"{{{{author}}}}","username":"jo{{{{author}}}}","name":"Jo Dale {{{{author}}}}","public_metrics":{"followers_count":120,"following_count":80,"tweet_count":900}}]}}}""");
        return new SignedBody(body, "sha256=" + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body)));
    }
}
