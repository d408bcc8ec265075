using System.Globalization;
using Heed.Channels.Mail;
using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Core.Messages;
using Heed.Server.Cluster;
using Heed.Server.Figures.Infographic.Layout;
using Heed.Server.Settings;
using Heed.Storage.Figures;

namespace Heed.Server.Figures.Infographic.Sending;

/// <summary>
/// Mails the pages that are due. Several nodes may look: the ledger's key plans each mail once, and whoever moves it from waiting sends it.
/// What ended without a word is not sent again by itself.
/// </summary>
internal sealed partial class PagePost(
    ScheduleDesk schedules, PageMailings mailings, Press press, ChannelCatalog catalog, IHttpClientFactory http, TimeProvider clock, ILogger<PagePost> logger) : BackgroundService
{
    private const int MostAttempts = 8;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(30);

    // A server may take ten minutes for a large mail; whoever needs longer than this has died over it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(20);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.EveryAsync(Beat, LookAsync, LogLookFailed, stoppingToken);

    /// <summary>Plans what has become due, and sends what waits.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        var all = await schedules.ListAsync(ct);
        if (all.Count == 0)
            return;
        var now = clock.GetUtcNow();
        foreach (var schedule in all)
        {
            var due = PageDue.Last(schedule.Cadence, now, await press.ZoneAsync(schedule.DepartmentId, ct));
            if (due.At > schedule.Since)
                await mailings.PlanAsync(schedule.Id, due.At, schedule.Recipients.Split('\n'), now, ct);
        }

        await mailings.OrphansAsync(now, LineTrouble.Interrupted.As().Stored, ct);
        foreach (var mailing in await mailings.WaitingAsync(now, ct))
        {
            if (all.FirstOrDefault(s => s.Id == mailing.ScheduleId) is { } schedule && await mailings.TakeAsync(mailing.Id, now + Lease, ct))
                await SendAsync(schedule, mailing, ct);
        }
    }

    private async Task SendAsync(PageSchedule schedule, PageMailing mailing, CancellationToken ct)
    {
        if ((await catalog.GetAsync(ct)).ById.GetValueOrDefault(schedule.AccountId) is not { } account)
        {
            await mailings.SettleAsync(mailing.Id, PageMailingState.Failed, null, clock.GetUtcNow(), ct); // its mailbox is gone
            return;
        }

        SendOutcome outcome;
        try
        {
            outcome = await HandOverAsync(account, await LetterAsync(schedule, mailing, ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException) // a broken promise of the channel: look, never repeat
        {
            LogSendBroke(mailing.Id, e);
            outcome = new SendOutcome.Unknown(LineTrouble.BrokeOff.As());
        }

        var now = clock.GetUtcNow();
        if (outcome is SendOutcome.Retry again && mailing.Attempts + 1 < MostAttempts)
        {
            await mailings.PutOffAsync(mailing.Id, now + again.After, again.Why.Stored, ct);
            return;
        }

        var (state, failure) = outcome switch
        {
            SendOutcome.Sent => (PageMailingState.Sent, (string?)null),
            SendOutcome.Retry retry => (PageMailingState.Failed, retry.Why.Stored),
            SendOutcome.Refused refused => (PageMailingState.Failed, refused.Why.Stored),
            SendOutcome.Disconnected disconnected => (PageMailingState.Failed, disconnected.Why.Stored),
            SendOutcome.Unknown unknown => (PageMailingState.Unknown, unknown.Why.Stored),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await mailings.SettleAsync(mailing.Id, state, failure, now, ct);
        if (state == PageMailingState.Sent)
            LogSent(mailing.Id);
    }

    private Task<SendOutcome> HandOverAsync(ChannelAccount account, OutboundMessage letter, CancellationToken ct)
    {
        var client = http.CreateClient(ChannelAdmin.HttpClientName);
        client.Timeout += letter.UploadTime;
        return catalog.ChannelOf(account).SendAsync(account, letter, client, ct);
    }

    /// <summary>The page of the period that was due, as PDF for paper and as picture for the phone.</summary>
    private async Task<OutboundMessage> LetterAsync(PageSchedule schedule, PageMailing mailing, CancellationToken ct)
    {
        var language = CultureInfo.GetCultureInfo(schedule.Language);
        var due = PageDue.Last(schedule.Cadence, mailing.DueAt, await press.ZoneAsync(schedule.DepartmentId, ct));
        var order = new PageOrder(language, schedule.Brand.Length == 0 ? null : schedule.Brand, schedule.DepartmentId, due.From, due.To, Form.A4);
        var told = await press.TellAsync(order, ct);
        var scene = told.Lay(Form.A4);
        var pdf = press.Print(order, scene, Press.Pdf);
        var png = press.Print(order with { Form = Form.Phone }, told.Lay(Form.Phone), Press.Png);
        return new OutboundMessage(
            mailing.Id, Guid.Empty, Visibility.Private, MailChannel.Letter, mailing.Recipient, null, null, "",
            InfographicWords.In(language, "mail.text", scene.Title, scene.Description), scene.Title, [], [],
            [new Attachment(pdf.FileName, pdf.ContentType, Content: pdf.Content), new Attachment(png.FileName, png.ContentType, Content: png.Content)],
            mailing.Id.ToString("n"), mailing.DueAt);
    }

    [LoggerMessage(LogLevel.Information, "Mailed the infographic of mailing {Mailing}")]
    private partial void LogSent(Guid mailing);

    [LoggerMessage(LogLevel.Error, "Mailing {Mailing} broke while it was sent")]
    private partial void LogSendBroke(Guid mailing, Exception e);

    [LoggerMessage(LogLevel.Warning, "Could not look for infographics that are due; trying again")]
    private partial void LogLookFailed(Exception e);
}
