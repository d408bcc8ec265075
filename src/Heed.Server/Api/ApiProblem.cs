using Heed.Server.Inbox;
using Heed.Server.Settings;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>What stood in the way, as problem+json: a stable <c>code</c> for programs, a sentence for people.</summary>
internal static class ApiProblem
{
    private static readonly Dictionary<string, (int Status, string Text)> Known = new(StringComparer.Ordinal)
    {
        ["not-found"] = (404, "There is nothing under this id."),
        ["purged"] = (410, "The delivery's bytes were removed, being past their time: it cannot be replayed any more."),
        ["bad-query"] = (400, "The query cannot be read."),
        ["bad-request"] = (400, "The request cannot be read."),
        ["no-such-agent"] = (422, "No person who can work here has this id; see GET /api/v1/people."),
        ["no-such-department"] = (422, "No department has this id; see GET /api/v1/departments."),
        ["no-such-account"] = (422, "The case has no messages on this channel account; see GET /api/v1/cases/{case}/boxes."),
        ["several-accounts"] = (422, "The case can be answered by several channel accounts: name one in `account`; see GET /api/v1/cases/{case}/boxes."),
        ["no-box"] = (422, "The case has no such way to write to the customer; see GET /api/v1/cases/{case}/boxes."),
        ["nobody-here"] = (422, "A token is no person: \"me\" needs someone signed in. Give an agent's id."),
        ["reason-missing"] = (422, "A hand-over, and a lead's refusal of one, needs a `reason` of at most 500 characters."),
        ["nobody-named"] = (422, "A hand-over needs a `departmentId` or an `agentId`."),
        ["already-there"] = (409, "The case is there already."),
        ["boomerang"] = (409, "The department had this case before and gave it away. Make one person accountable (POST …/accountable), or, as a lead, insist."),
        ["lead-needed"] = (409, "The case has been handed over before: a second time needs a lead; see POST …/handover/ask."),
        ["already-asked"] = (409, "A lead has been asked already."),
        ["nothing-asked"] = (409, "Nothing is asked for, or somebody has decided already."),
        ["forbidden"] = (403, "Only a lead may do this."),
        ["same-case"] = (422, "`with` names the case itself."),
        ["merged-already"] = (409, "One of the two is part of another case by now; read both again."),
        ["other-brand"] = (422, "The two cases belong to different brands."),
        ["second-look-waiting"] = (409, "In the later case an answer waits for a second reader: decide it first."),
        ["case-resolved"] = (409, "The case is resolved; reopen it first."),
        ["nobody-waits"] = (409, "Nobody waits for an answer in this case: promise an action or a callback instead."),
        ["no-promise"] = (409, "The case has no open promise."),
        ["promise-time"] = (422, "`until` must be in the future, at most a year from now."),
        ["no-such-topic"] = (422, "No topic that is in use has this code; see GET /api/v1/topics."),
        ["bad-topic"] = (422, "The topic cannot be kept as it is."),
        ["tag-length"] = (422, "A tag has 1 to 60 characters."),
        ["empty-text"] = (422, "The `text` is empty."),
        ["too-long"] = (422, "The text is longer than the network takes; see `limit` in GET /api/v1/cases/{case}/boxes."),
        ["nobody-to-write-to"] = (422, "The case has no customer that this channel could write to."),
        ["tone-confirm"] = (409, "The text sounds harsh, and the policy wants it confirmed: make it calmer, or send it again with `toneConfirmed`."),
        ["tone-waiting"] = (409, "An answer of the same writer waits for a second reader in this box already."),
        ["own-answer"] = (403, "The writer of an answer is not its second reader."),
        ["already-decided"] = (409, "Somebody else has decided meanwhile."),
        ["note-missing"] = (422, "Sending back needs a `note`, of at most 2,000 characters."),
        ["already-sent"] = (409, "The reply has left already."),
        ["not-failed"] = (409, "Only a failed reply, or one of unknown end, can be sent again."),
        ["key-reused"] = (422, "This Idempotency-Key was used for another request; take a new one for each message."),
        ["key-length"] = (400, "An Idempotency-Key has 1 to 200 characters."),
        ["no-such-file"] = (422, "One of the `attachments` is not there: never brought by this token, sent or removed meanwhile, or swept after two weeks. Bring it again."),
        ["file-empty"] = (422, "The file has no bytes: send them as the body."),
        ["file-type"] = (422, "The network takes no files of this type there; see `files` in GET /api/v1/cases/{case}/boxes."),
        ["file-too-large"] = (413, "The file is larger than the network or this server takes; see `files` in GET /api/v1/cases/{case}/boxes."),
        ["files-too-many"] = (422, "The network takes fewer files in one message; see `files` in GET /api/v1/cases/{case}/boxes."),
        ["files-mixed"] = (422, "The network takes files of one sort in one message: see `sorts` in GET /api/v1/cases/{case}/boxes."),
        ["files-too-large"] = (413, "The files together are larger than one message may be; see `maxTotalBytes` in GET /api/v1/cases/{case}/boxes."),
        ["no-files"] = (422, "This way to the customer takes no files; see `noFiles` in GET /api/v1/cases/{case}/boxes."),
        ["platform-unreachable"] = (502, "The network could not be reached, or gave no clear answer; try again."),
        ["bad-key"] = (422, "This is no identifier of that kind; a phone number needs its country code."),
        ["key-taken"] = (409, "Another customer has this identifier; if the two are one person, merge their cases."),
        ["figures-period"] = (400, "`from` must be before `to`."),
    };

    /// <summary>The codes that have a sentence of their own.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    /// <param name="detail">A sentence more exact than the code's own.</param>
    public static ProblemHttpResult Of(string code, string? detail = null)
    {
        // What follows a colon is the particular of a code: the box's reason, the platform's own words.
        var stable = code.Split(':', 2)[0];
        var (status, text) = Known.GetValueOrDefault(stable, Unknown(code));
        return TypedResults.Problem(
            detail ?? text, statusCode: status, title: Title(status), type: "about:blank", extensions: new Dictionary<string, object?> { ["code"] = stable is "closed" ? Closed(code) : stable });
    }

    /// <summary>204, or why not.</summary>
    public static Results<NoContent, ProblemHttpResult> Answer(DeskResult result) =>
        result.Done ? TypedResults.NoContent() : Of(result.Problem ?? "refused");

    /// <summary>The same for what a network may have refused: its own code comes along as <c>reason</c>.</summary>
    public static Results<NoContent, ProblemHttpResult> Answer(DeskResult result, ChannelWords words)
    {
        if (result.Problem?.Split(':', 2) is not ["platform", var stored])
            return Answer(result);
        var answer = Of("platform", words.Tell(stored, ChannelWords.English));
        answer.ProblemDetails.Extensions["reason"] = ChannelWords.CodeOf(stored);
        return answer;
    }

    private static (int Status, string Text) Unknown(string code) => code.Split(':', 2) switch
    {
        ["closed", var reason] => (409, $"This way to the customer is closed ({Kebab(reason)}); see GET /api/v1/cases/{{case}}/boxes."),
        _ => (409, "This cannot be done now."),
    };

    private static string Closed(string code) => "closed-" + Kebab(code[(code.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static string Kebab(string name) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static string Title(int status) => status switch
    {
        400 => "Bad request",
        404 => "Not found",
        409 => "Conflict",
        410 => "Gone",
        413 => "Too large",
        422 => "Not possible as asked",
        _ => "The network did not answer",
    };
}
