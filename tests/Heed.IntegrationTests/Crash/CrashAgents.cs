using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Heed.Core.Messages;
using Heed.Storage;
using Heed.Testing;
using Microsoft.EntityFrameworkCore;

namespace Heed.IntegrationTests.Crash;

/// <summary>The agents: they answer through the API, and ask again with the same Idempotency-Key when the line breaks.</summary>
internal sealed class CrashAgents(Uri heed, string token, Func<HeedDb> open, CrashVoices voices, int replies)
{
    private const int AtOnce = 6;
    private const int LookedUpAtOnce = 200;

    private readonly ConcurrentDictionary<int, string> accepted = new();

    public int Accepted => accepted.Count;

    public async Task AnswerAllAsync(CancellationToken ct)
    {
        using var http = TestHttp.Client(TimeSpan.FromSeconds(15));
        http.BaseAddress = heed;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var waiting = new Dictionary<string, ToAnswer>();
        while (accepted.Count < replies)
        {
            while (voices.ToAnswer.TryDequeue(out var next))
                waiting[next.ExternalId] = next;
            var found = await FindAsync([.. waiting.Keys.Take(LookedUpAtOnce)], ct);
            await Parallel.ForEachAsync(found, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (one, token) => await AnswerAsync(http, one.CaseId, waiting[one.ExternalId], token));
            foreach (var (id, _) in found)
                waiting.Remove(id);
            // Those not there yet go to the end of the line.
            if (found.Count == 0 && waiting.Count > LookedUpAtOnce)
                waiting = waiting.Skip(LookedUpAtOnce).Concat(waiting.Take(LookedUpAtOnce)).ToDictionary();
            if (found.Count < LookedUpAtOnce)
                await Task.Delay(200, ct);
        }
    }

    private async Task<List<(string ExternalId, Guid CaseId)>> FindAsync(List<string> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        await using var db = open();
        var accounts = await db.ChannelAccounts.Select(a => a.Id).ToListAsync(ct);
        var rows = await db.Messages.AsNoTracking()
            .Where(m => accounts.Contains(m.AccountId) && ids.Contains(m.ExternalId!) && m.Direction == Direction.Inbound)
            .Select(m => new { m.ExternalId, m.CaseId })
            .ToListAsync(ct);
        return rows.ConvertAll(r => (r.ExternalId!, r.CaseId)); // looked for by it
    }

    private async Task AnswerAsync(HttpClient http, Guid caseId, ToAnswer what, CancellationToken ct)
    {
        for (; ; )
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{caseId}/reply")
                {
                    Content = JsonContent.Create(new { visibility = what.Visibility == Visibility.Public ? "public" : "private", text = what.Text }),
                };
                request.Headers.Add("Idempotency-Key", $"reply-{what.Number}");
                using var response = await http.SendAsync(request, ct);
                if (response.StatusCode == HttpStatusCode.Accepted)
                {
                    accepted[what.Number] = what.Text;
                    return;
                }

                if ((int)response.StatusCode < 500 && response.StatusCode != HttpStatusCode.TooManyRequests)
                    throw new InvalidOperationException($"Reply {what.Number} was refused: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}");
            }
            catch (HttpRequestException)
            {
                // Killed in the middle: it may have been planned or not. The key makes asking again safe.
            }
            catch (TaskCanceledException) when (!ct.IsCancellationRequested)
            {
                // No answer in time: the same.
            }

            await Task.Delay(100, ct);
        }
    }
}
