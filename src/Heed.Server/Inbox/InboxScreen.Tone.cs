using Heed.Core.Guard;
using Heed.Core.Messages;
using Heed.Server.Guard;
using Heed.Storage.Guard;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace Heed.Server.Inbox;

/// <summary>How a draft sounds, told while it is typed; and the answers that wait for a second reader.</summary>
public sealed partial class InboxScreen
{
    // Longer than any answer: what is pasted beyond is judged when it is sent.
    private const int LongestJudged = 20_000;

    /// <summary>What the composer shows. Positions in UTF-16 units, as the browser counts.</summary>
    /// <param name="Why">In words; null: nothing to say.</param>
    /// <param name="Calmer">The whole text in calmer words; null when there is none.</param>
    public sealed record ToneHint(string? Why, bool Judged, double Severity, IReadOnlyList<ToneMark> Marks, string? Calmer);

    [Inject] private ToneGuard Guard { get; set; } = null!; // injected by the framework, as the ones below

    [Inject] private SecondLookDesk SecondLooks { get; set; } = null!;

    [Inject] private SecondLookQueries Waiting { get; set; } = null!;

    [Inject] private VeilDesk Veils { get; set; } = null!;

    [Inject] private IStringLocalizer<GuardWords> G { get; set; } = null!;

    [JSInvokable]
    public async Task<ToneHint?> ToneAsync(Guid caseId, string accountId, int visibility, string typed)
    {
        if (BoxOf(accountId, visibility) is not { } open || typed.Length > LongestJudged)
            return null;
        var heard = await Guard.HearAsync(caseId, open.Network, typed, ToneTrace.None, gone.Token);
        if (heard.Verdict.Language is null)
            return new ToneHint(G["not-judged"], false, 0, [], null);
        if (!heard.StillSaid)
            return new ToneHint(null, true, heard.Last, [], null);

        var calmer = ToneReader.Soften(typed, heard.Verdict);
        var offered = calmer != typed && calmer.Trim().Length > 0;
        var why = string.Join(' ', heard.Verdict.Faults.Take(2).Select(f => G["why." + f].Value));
        var then = G["then." + (heard.Plainly ? heard.Policy.Action : ToneAction.Advise)].Value;
        return new ToneHint($"{why} {(calmer != typed && !offered ? G["rewrite"].Value : then)}", true, heard.Last, heard.Verdict.Marks, offered ? calmer : null);
    }

    // A reply that waits is nothing to take back within seconds: it is told, and shown in the thread.
    private void ShowHeld(SecondLook look) => Show(new Toast(G["held", times.Clock(look.DueAt)], null), Clock.GetUtcNow().AddSeconds(6));

    private async Task<DeskResult> TakeBackAsync(SecondLook look)
    {
        var result = await SecondLooks.WithdrawAsync(look.Id, Actor, gone.Token);
        if (result.Done)
            await EditAgainAsync(look);
        return result;
    }

    private async Task<DeskResult> EditAgainAsync(SecondLook look)
    {
        box = look.Visibility;
        if (script is not null)
            await script.InvokeVoidAsync("restore", gone.Token, look.CaseId, (int)look.Visibility, look.Text);
        return DeskResult.Ok;
    }

    private async Task<DeskResult> UnveiledAsync(Guid messageId)
    {
        await Veils.OpenedAsync(messageId, Me.Id, gone.Token);
        return DeskResult.Ok;
    }
}
