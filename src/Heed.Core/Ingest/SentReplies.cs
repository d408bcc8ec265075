using Heed.Core.Cases;
using Heed.Core.Ingest.Steps;
using Heed.Core.Messages;

namespace Heed.Core.Ingest;

/// <summary>A reply is now known to be sent: by the platform's answer to the sender, or by the echo, whoever is first.</summary>
public static class SentReplies
{
    /// <summary>
    /// The platform's answer names a message that is there already, as an answer given elsewhere: its echo came first and could not be told
    /// (a platform may change words on the way). The reply takes its place.
    /// </summary>
    public static void Absorb(WorkingSet set, Message echo, Message reply)
    {
        set.Absorb(echo, reply);
        if (set.FindCase(echo.CaseId) is { } c)
            set.Append(c, new EchoRecognised(echo.Id, reply.Id, echo.Signature) { At = echo.At });
    }

    /// <param name="at">When the platform has it from.</param>
    public static void Settle(WorkingSet set, Message reply, string externalId, DateTimeOffset at)
    {
        set.Prove(reply, externalId, at);
        Answers.Mark(set, reply);
        if (set.FindCase(reply.CaseId) is not { } c)
            return;
        var department = set.Department(c.DepartmentId);
        var clock = reply.Automatic ? c.Clock : c.Clock.Answered(at, department.Calendar, department.Targets);
        set.Append(c, new MessageOut(
            reply.Id, at, reply.AccountId, reply.Network, reply.Visibility, Waits.PreviewOf(reply.Text),
            reply.AgentId?.ToString() ?? reply.Signature, Native: false, clock == c.Clock ? null : clock, reply.Automatic)
        { At = at, ActorId = reply.AgentId });
    }
}
