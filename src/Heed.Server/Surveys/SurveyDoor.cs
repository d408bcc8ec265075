using System.Globalization;
using Heed.Core.Surveys;
using Heed.Server.Access;
using Heed.Server.Settings;
using Heed.Server.Surveys.Screens;
using Heed.Storage.Settings;
using Heed.Storage.Surveys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Heed.Server.Surveys;

/// <summary>What the page shows.</summary>
public enum SurveyStep
{
    Ask,

    /// <summary>It was sent with nothing chosen.</summary>
    Nothing,
    Thanks,
    AnsweredBefore,
    Expired,
    Unknown,
}

/// <summary><c>/s/{token}</c>: the page behind the link a customer got. Whoever has the link is the customer; nobody signs in.</summary>
internal sealed class SurveyDoor(SurveyStore surveys, ChannelCatalog catalog, TimeProvider clock)
{
    public const string Pattern = "/s/{token}";

    public Task OpenAsync(string token, HttpContext http) => AnswerAsync(token, http, sent: null);

    public async Task SendAsync(string token, HttpContext http)
    {
        // A form of a few numbers; more is none of ours.
        if (!http.Request.HasFormContentType)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        await AnswerAsync(token, http, await http.Request.ReadFormAsync(http.RequestAborted));
    }

    private async Task AnswerAsync(string token, HttpContext http, IFormCollection? sent)
    {
        var ct = http.RequestAborted;
        var opened = Secret.Hash(token) is { } hash ? await surveys.FindAsync(hash, ct) : null;
        var channels = opened is null ? [] : await ChannelsAsync(opened.Survey, ct);
        var open = opened is null ? [] : SurveyRow.Read(opened.Survey.ByMessage).Concat(SurveyRow.Read(opened.Survey.OnPage)).Where(q => !opened.Answered.Contains(q)).ToList();
        var step = await StepAsync(opened, open, channels, sent, ct);
        // A customer of nobody reads what their browser asks for.
        var language = opened?.Survey.Language ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        await ShowAsync(http, new() { ["Step"] = step, ["Language"] = language, ["Questions"] = open, ["Channels"] = channels, ["Brand"] = opened?.Survey.Brand }, step switch
        {
            SurveyStep.Unknown => StatusCodes.Status404NotFound,
            SurveyStep.Expired => StatusCodes.Status410Gone,
            SurveyStep.Nothing => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status200OK,
        });
    }

    private async Task<SurveyStep> StepAsync(OpenedSurvey? opened, List<SurveyQuestion> open, IReadOnlyList<string> channels, IFormCollection? sent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (opened is null)
            return SurveyStep.Unknown;
        if (opened.Survey.UsedAt is not null || open.Count == 0)
            return SurveyStep.AnsweredBefore;
        if (opened.Survey.ExpiresAt <= now)
            return SurveyStep.Expired;
        if (sent is null)
            return SurveyStep.Ask;
        if (SurveyForm.Read(sent, open, channels) is not { Count: > 0 } answers)
            return SurveyStep.Nothing;
        return await surveys.AnswerAsync(opened.Survey.Id, answers, now, ct) ? SurveyStep.Thanks : SurveyStep.AnsweredBefore;
    }

    // Those the brand can be reached on, and the phone.
    private async Task<IReadOnlyList<string>> ChannelsAsync(SurveyRow survey, CancellationToken ct)
    {
        var settings = await catalog.GetAsync(ct);
        return [.. settings.ById.Values.Where(a => a.Brand == survey.Brand && settings.States[a.Id] == ChannelAccountState.Connected).Select(a => a.Network).Distinct().Order(StringComparer.Ordinal), SurveyScale.Phone];
    }

    private static async Task ShowAsync(HttpContext http, Dictionary<string, object?> parameters, int status)
    {
        http.Response.StatusCode = status;
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        http.Response.Headers.CacheControl = "no-store";
        var culture = CultureInfo.GetCultureInfo((string)parameters["Language"]!); // set by the caller
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        http.Response.Headers.ContentLanguage = culture.Name;
        await new RazorComponentResult<SurveyDocument>(parameters) { StatusCode = status }.ExecuteAsync(http);
    }
}
