using System.Globalization;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;

namespace Heed.Sandbox.Play;

/// <summary>Plays recorded conversations again, row by row, at their own pace or faster.</summary>
internal sealed partial class RecordedPlay(ControlDesk desk, BrandAccounts accounts, SandboxOptions options, TimeProvider clock, ILogger<RecordedPlay> logger) : BackgroundService
{
    // Row id → the id it has on the imitated network. A row that was not played stands for what it answered, so threads keep together.
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        BrandAccount? account;
        while ((account = Pick()) is null) await Task.Delay(TimeSpan.FromMilliseconds(500), clock, stoppingToken);

        var played = 0;
        DateTimeOffset? before = null;
        foreach (var row in RecordedRows.InOrder(options.Play ?? "", Path.Combine(options.Data, "play"), stoppingToken))
        {
            if (!Concerns(row)) continue;
            if (before is { } earlier && row.At > earlier)
            {
                var wait = (row.At - earlier) / options.Speed;
                await Task.Delay(options.MaxWait is { } most && wait > most ? most : wait, clock, stoppingToken);
            }

            before = row.At;
            if (await PlayAsync(account, row, stoppingToken)) played++;
        }

        LogEnd(played);
    }

    private BrandAccount? Pick() =>
        accounts.Of("x").FirstOrDefault(a => string.Equals(a.UserName, options.Brand, StringComparison.OrdinalIgnoreCase)) ?? accounts.Of("x").FirstOrDefault();

    private bool Concerns(RecordedRow row)
    {
        if (options.Brand is not { } brand) return true;
        return row.Inbound
            ? row.Text.Contains($"@{brand}", StringComparison.OrdinalIgnoreCase) || (row.Answers is not null && _ids.ContainsKey(row.Answers))
            : string.Equals(row.Author, brand, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<bool> PlayAsync(BrandAccount account, RecordedRow row, CancellationToken ct)
    {
        var answered = row.Answers is null ? null : _ids.GetValueOrDefault(row.Answers);
        if (!row.Inbound && !options.WithAgents)
        {
            if (answered is not null) _ids[row.Id] = answered;
            return false;
        }

        try
        {
            _ids[row.Id] = row.Inbound
                ? (await desk.SayAsync(new SayRequest
                {
                    Network = account.Network,
                    Account = account.Account,
                    From = new Speaker(PersonId(row.Author), row.Author, $"user_{row.Author}"),
                    Text = Addressed(account, row.Text),
                    Kind = answered is null ? "mention" : "reply",
                    InReplyTo = answered,
                }, ct)).ExternalId
                : await desk.NativeAsync(new NativeRequest(account.Network, account.Account, "reply", answered, row.Text), ct);
            return true;
        }
        catch (BadHttpRequestException e)
        {
            LogSkipped(row.Id, e.Message);
            return false;
        }
    }

    /// <summary>The record names its own brand; the post must name the account it is played to.</summary>
    private string Addressed(BrandAccount account, string text)
    {
        var named = options.Brand is { } brand ? text.Replace($"@{brand}", $"@{account.UserName}", StringComparison.OrdinalIgnoreCase) : text;
        return named.Contains($"@{account.UserName}", StringComparison.OrdinalIgnoreCase) ? named : $"@{account.UserName} {named}";
    }

    private static string PersonId(string author) => ulong.TryParse(author, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        ? author
        : (Convert.ToUInt64(Ledger.SandboxLedger.Hash(author)[..12], 16) + 1_000_000).ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(LogLevel.Information, "The record is over: {Count} rows were played")]
    private partial void LogEnd(int count);

    [LoggerMessage(LogLevel.Warning, "Row {Id} was left out: {Why}")]
    private partial void LogSkipped(string id, string why);
}
