using System.ComponentModel;
using Heed.Core.Language;
using Heed.Server.Language;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Api;

/// <summary>What cases can be about: the topics of Heed and the company's own.</summary>
internal static class TopicEndpoints
{
    public static void MapTopics(this RouteGroupBuilder read, RouteGroupBuilder administer)
    {
        read.MapGet("/topics", ListAsync).WithSummary("What cases can be about: the topics of Heed, then the company's own").Produces<Listing<TopicJson>>();
        administer.MapPut("/topics/{code}", SaveAsync).WithSummary("Add a topic of the company's own, or change it; it holds for what comes in from now on")
            .WithDescription("Refused with bad-topic and a sentence that names what is wrong: the code, a name, a word.");
        administer.MapDelete("/topics/{code}", RemoveAsync).WithSummary("Remove a topic of the company's own; cases that carry it keep it and its name");
    }

    private static async Task<Ok<Listing<TopicJson>>> ListAsync(OwnTopicDesk desk, CancellationToken ct)
    {
        var own = (await desk.GetAsync(ct)).All;
        var carried = await desk.CarriedAsync([.. Topics.Shipped, .. own.Select(t => t.Code)], ct);
        return TypedResults.Ok(Listing<TopicJson>.Whole(
        [
            .. Topics.Shipped.Select(code => new TopicJson(code, false, new Dictionary<string, string>(), [], new Dictionary<string, IReadOnlyList<string>>(), true, false, carried.GetValueOrDefault(code))),
            .. own.Select(t => new TopicJson(t.Code, true, t.Names, t.Words, t.WordsIn, t.Enabled, t.Removed, carried.GetValueOrDefault(t.Code))),
        ]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SaveAsync(string code, OwnTopicBody body, OwnTopicDesk desk, CancellationToken ct) =>
        await desk.SaveAsync(
            new OwnTopic
            {
                Code = code,
                Names = Written(body.Names),
                Words = [.. (body.Words ?? []).OfType<string>()],
                WordsIn = Written(body.WordsIn).ToDictionary(w => w.Key, w => (IReadOnlyList<string>)[.. w.Value.OfType<string>()]),
                Enabled = body.Enabled,
            },
            ct) is { } problem ? ApiProblem.Of("bad-topic", Sentence(problem)) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string code, OwnTopicDesk desk, CancellationToken ct) =>
        await desk.RemoveAsync(code, ct) ? TypedResults.NoContent() : ApiProblem.Of("not-found");

    // What JSON leaves empty is left out.
    private static Dictionary<string, T> Written<T>(IReadOnlyDictionary<string, T>? of)
        where T : class => (of ?? new Dictionary<string, T>()).Where(v => v.Value is not null).ToDictionary(v => v.Key, v => v.Value);

    private static string Sentence(TopicProblem p) => p.Fault switch
    {
        TopicFault.Code => $"'{p.About}' is no code: use 2 to 40 letters a–z, digits and hyphens.",
        TopicFault.CodeShipped => $"'{p.About}' is a topic of Heed itself; take another code.",
        TopicFault.NameMissing => "Give it a name in at least one language, as in {\"en\": \"Loyalty card\"}.",
        TopicFault.NameLength => $"The name '{p.About}' is longer than {OwnTopicCheck.LongestName} characters.",
        TopicFault.NameTaken => $"The topic '{p.Other}' is called '{p.About}' already.",
        TopicFault.Language => $"'{p.About}' is no language of two letters such as fr.",
        TopicFault.WordsMissing => "Give it at least one word or phrase that tells it.",
        TopicFault.WordsMany => $"It has {p.About} words and phrases; at most {OwnTopicCheck.MostWords} are kept.",
        TopicFault.WordLength => $"'{p.About}' is longer than {OwnTopicCheck.LongestWord} characters.",
        TopicFault.WordEmpty => $"'{p.About}' has no letter or digit to look for.",
        TopicFault.WordTwice => $"'{p.About}' stands there twice; case and accents do not tell words apart.",
        TopicFault.WordTaken => $"'{p.About}' tells the topic '{p.Other}' already.",
        TopicFault.TopicsMany => $"There are {OwnTopicCheck.MostTopics} topics already; remove one first.",
        _ => throw new System.Diagnostics.UnreachableException($"No sentence says what {p.Fault} is."),
    };
}

internal sealed record OwnTopicBody(
    [property: Description("What people call it, by the two letters of the language; at least one, the others fall back to it.")] IReadOnlyDictionary<string, string> Names,
    [property: Description("Words and phrases that tell it in any language; case and accents do not matter. `a * b` allows up to three words between.")] IReadOnlyList<string>? Words = null,
    [property: Description("Words and phrases for texts of one language, by its two letters.")] IReadOnlyDictionary<string, IReadOnlyList<string>>? WordsIn = null,
    [property: Description("False: nothing is read as it any more, and nobody can choose it.")] bool Enabled = true);

/// <param name="Own">Of the company; else of Heed itself, whose names are the screens' own.</param>
/// <param name="Enabled">Messages are read for it.</param>
/// <param name="Removed">Only its name is left, for the cases that carry it.</param>
/// <param name="Cases">How many cases carry it, open or not.</param>
internal sealed record TopicJson(
    string Code, bool Own, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Words, IReadOnlyDictionary<string, IReadOnlyList<string>> WordsIn, bool Enabled, bool Removed, int Cases);
