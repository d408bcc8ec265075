using Heed.Core.Cases;
using Heed.Core.Messages;

namespace Heed.Core.Ingest.Steps;

/// <summary>
/// Which case a message belongs to. One matter of one customer is one case, on any number of channels: a public complaint and the
/// private message that follows are together; a second matter after the first is over is a new case; a late reply reopens.
/// </summary>
internal static class Threading
{
    public static void Run(IngestEvent e)
    {
        // "8 out of 10" belongs to the matter it speaks of, and begins nothing anew.
        if (e.OnlyAnswers is { } ask && e.Set.FindCase(ask.CaseId) is { } asked)
        {
            e.Case = asked;
            return;
        }

        var (found, direct) = Proven(e);
        found ??= Latest(e);

        if (found is not null && Belongs(e, found, direct))
        {
            e.Case = found;
            if (found.Status == CaseStatus.Resolved && e.Inbound && !e.Written.Automatic)
                e.Set.Append(found, new Reopened("customer-wrote") { At = e.Item.Event.At });
            return;
        }

        // The old matter is over: an answered case that fell silent is closed when the next one begins.
        if (found is { Status: CaseStatus.Open, WaitingSince: null } && e.Inbound)
            e.Set.Append(found, new Resolved("quiet") { At = LastSpoken(found) + e.Set.Settings.QuietAfter });
        Open(e);
    }

    // By our signed reply address, or by a reply relation to a message of the same customer.
    // Anyone can write a reply to a public post or guess an id: without the same customer (or the signature) it proves nothing.
    private static (Case? Case, bool Direct) Proven(IngestEvent e)
    {
        if (e.Written.SignedCaseId is { } signed && e.Set.FindCase(signed) is { } proven)
            return (proven, true);

        foreach (var id in Related(e))
        {
            if (e.FindMessage(id) is { } related && related.CustomerId == e.Customer.Id && e.Set.FindCase(related.CaseId) is { } c)
                return (c, true);
        }

        return (null, false);
    }

    private static IEnumerable<string> Related(IngestEvent e)
    {
        if (e.Written.InReplyTo is { } parent)
            yield return parent;
        foreach (var id in e.Written.References)
            yield return id;
    }

    private static Case? Latest(IngestEvent e) =>
        e.Set.CasesOf(e.Customer.Id)
            .Where(c => c.Brand == e.Account.Brand)
            .OrderBy(c => c.Status)
            .ThenByDescending(c => c.LastMessageAt)
            .FirstOrDefault();

    private static bool Belongs(IngestEvent e, Case c, bool direct)
    {
        // A machine knows of no matter: whatever it writes, and however late, belongs to what went on last and changes nothing about it.
        if (e.Written.Automatic)
            return true;

        var at = e.Item.Event.At;
        var settings = e.Set.Settings;
        if (c.Status == CaseStatus.Resolved)
        {
            var since = at - (c.ResolvedAt ?? c.LastMessageAt);
            if (!e.Inbound)
                return direct || since <= settings.ReopenWithin;
            // Written before it was resolved, delivered after: it belongs there whatever the relation.
            if (since <= TimeSpan.Zero)
                return true;
            var sameThread = e.Written.Visibility == Visibility.Private && c.LastVisibility == Visibility.Private && c.LastNetwork == e.Account.Network;
            return direct ? since <= settings.ReopenWithin : sameThread && since <= settings.SameThreadWithin;
        }

        if (c.WaitingSince is not null || !e.Inbound || direct)
            return true;
        return at - LastSpoken(c) <= settings.QuietAfter;
    }

    // An out-of-office note is no sign that the matter goes on: only what people write breaks the silence.
    private static DateTimeOffset LastSpoken(Case c) => (c.LastInboundAt, c.LastOutboundAt) switch
    {
        ({ } theirs, { } ours) => theirs > ours ? theirs : ours,
        (var theirs, var ours) => theirs ?? ours ?? c.LastMessageAt,
    };

    private static void Open(IngestEvent e)
    {
        var at = e.Item.Event.At;
        var c = new Case { Id = Guid.CreateVersion7(e.Item.ReceivedAt), CustomerId = e.Customer.Id };
        e.Set.Add(c);
        e.Set.Append(c, new CaseOpened(e.Account.Brand, e.Account.Id, e.Account.Network, e.Written.Visibility, e.Written.Subject, Language: null) { At = at });
        e.Customer.CaseCount++;
        e.Set.Changed(e.Customer);
        (e.Case, e.NewCase) = (c, true);
    }
}
