using System.Text.Json;
using Heed.Core.Channels;

namespace Heed.Channels.X;

/// <summary>Account Activity API (deprecated by X, still live): v1.1 objects, several kinds of events in one body.</summary>
internal sealed partial class XParser
{
    private static bool IsAccountActivity(JsonElement root) => root.Member("for_user_id").Exists() || root.Member("user_event").Exists()
        || root.Members().Any(m => m.Name.EndsWith("_events", StringComparison.Ordinal));

    private void ReadAccountActivity(JsonElement root)
    {
        users.Add(root.Member("users"));
        if (root.Id("for_user_id") is { } forUser && !IsOwn(forUser))
        {
            verdicts.Add(new Verdict.SetAside($"The events are for the X user {forUser}, this account is {account.ExternalId}: check --user-id, or which webhook the subscription names."));
            return;
        }

        var apps = root.Member("apps");
        foreach (var kind in root.Members())
        {
            if (kind.Name == "user_event")
                Take(kind.Name, kind.Value, UserEvent);
            else if (kind.Name.EndsWith("_events", StringComparison.Ordinal))
                ReadEvents(kind.Name, kind.Value, apps);
        }

        if (verdicts.Count == 0)
            verdicts.Add(new Verdict.SetAside($"An Account Activity body without events: {MemberNames(root)}."));
    }

    private void ReadEvents(string kind, JsonElement events, JsonElement apps)
    {
        foreach (var one in events.Items())
        {
            switch (kind)
            {
                case "tweet_create_events":
                    Take(kind, one, PostV1);
                    break;
                case "tweet_delete_events":
                    Take(kind, one, e => Deleted(e.Member("status").Id("id"), e.Member("status").IdTwice("user_id"), e.Time("timestamp_ms")));
                    break;
                case "direct_message_events":
                    Take(kind, one, e => MessageVerdict(XDirectMessage.ReadV1(e, apps), e));
                    break;
                case "direct_message_mark_read_events":
                    Take(kind, one, ReadReceipt);
                    break;
                case "direct_message_indicate_typing_events":
                    verdicts.Add(new Verdict.Ignored("typing"));
                    break;
                case "favorite_events":
                    verdicts.Add(new Verdict.Ignored("like"));
                    break;
                case "follow_events":
                    verdicts.Add(new Verdict.Ignored("follow"));
                    break;
                case "block_events":
                    verdicts.Add(new Verdict.Ignored("block"));
                    break;
                case "mute_events":
                    verdicts.Add(new Verdict.Ignored("mute"));
                    break;
                default:
                    verdicts.Add(new Verdict.Ignored("unknown-event"));
                    break;
            }
        }
    }

    private Verdict PostV1(JsonElement post)
    {
        users.AddOne(post.Member("user"));
        return PostVerdict(XPostReader.ReadV1(post), null, post);
    }

    private Verdict UserEvent(JsonElement userEvent) => userEvent.Member("revoke") is var revoke && revoke.Exists()
        ? new Verdict.Understood(Revoked(revoke.Time("date_time")))
        : new Verdict.Ignored("unknown-event");
}
