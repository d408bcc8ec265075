using System.Globalization;
using Heed.Server.Assist;
using Heed.Server.Matching;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Heed.Server.Inbox;

/// <summary>What a connected language model suggests: told as a suggestion with its cost, and put in nobody's mouth unasked.</summary>
public sealed partial class InboxScreen
{
    // Null: no model is connected, and no button shows.
    private AssistOffer? offer;

    /// <param name="Text">Null: there is none.</param>
    /// <param name="Note">That it is a suggestion and what it cost; or why there is none.</param>
    public sealed record AssistAnswer(string? Text, string Note);

    [Inject] private AssistDesk Assist { get; set; } = null!; // injected by the framework, as the one below

    [Inject] private Profiles Profiles { get; set; } = null!;

    private static string Mine => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    /// <summary>A draft in other words: <c>reword</c> calmer, <c>translate</c> in the customer's language. The script shows it beside the draft.</summary>
    [JSInvokable]
    public async Task<AssistAnswer> SuggestAsync(Guid caseId, string task, string typed)
    {
        if (!Me.MayAnswer)
            return new AssistAnswer(null, Problem("forbidden"));
        if (thread?.View is not { } open || open.Case.Id != caseId)
            return new AssistAnswer(null, Problem("not-found"));
        if (string.IsNullOrWhiteSpace(typed))
            return new AssistAnswer(null, Problem("empty-text"));
        string[] names = [open.Customer.Name, Me.Name];
        var answer = task == "translate" && open.Case.Language is { } language
            ? await Assist.TranslateDraftAsync(caseId, typed, language, names, Actor, gone.Token)
            : await Assist.RewordAsync(caseId, typed, names, Actor, gone.Token);
        return new AssistAnswer(answer.Text, Told(answer, "assist.suggested-draft"));
    }

    private async Task OfferAsync() => offer = Me.MayAnswer && await Assist.IsOnAsync(gone.Token)
        ? offer ?? new AssistOffer((await Profiles.LanguagesOfAsync(Me.Id, gone.Token)).Append(Mine).ToHashSet(StringComparer.Ordinal))
        : null;

    private async Task AskAsync(AssistWish wish)
    {
        if (thread is not { } open)
            return;
        var answer = wish.MessageId is { } message
            ? await Assist.TranslateAsync(message, Mine, Actor, gone.Token)
            : await Assist.SummariseAsync(open.View.Case.Id, Mine, Actor, gone.Token);
        (wish.Text, wish.Note) = (answer.Text, Told(answer, wish.MessageId is null ? "assist.suggested" : "assist.translated"));
    }

    private string Told(Suggestion answer, string words) =>
        answer.Problem is { } problem ? Problem(problem) : W[words, Heed.Server.Design.Dollars.Say(answer.CostMicroDollars)].Value;
}
