using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Heed.Core.Guard;
using Heed.Sandbox.Control;

namespace Heed.Load.Day;

/// <summary>Customers who write by signed webhooks and made-up agents who work through the API. A minute of the day lasts as long as it is told.</summary>
internal sealed class SandboxDesks(SandboxStage stage, DayPlan plan, bool guarded, TimeSpan minute)
{
    private const int AgentsPerDesk = 3;

    // People look up now and then, not all the time; a list once a third of a minute is what an inbox shows at once.
    private const double LooksEvery = 0.33;

    private readonly ConcurrentDictionary<string, bool> taken = new();
    // Where a case was last sent: a list that was read before then still shows it on the old desk.
    private readonly ConcurrentDictionary<string, string> sentTo = new();
    private readonly ConcurrentDictionary<int, string> first = new(); // case of each customer
    private readonly Dictionary<string, SemaphoreSlim> lists = SandboxStage.Desks.ToDictionary(d => d, _ => new SemaphoreSlim(1));
    private readonly ConcurrentBag<Task> later = [];
    private int softened, held, comingBack;

    public int Softened => softened;

    public int Held => held;

    public async Task RunAsync(TimeSpan atMost, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        end.CancelAfter(atMost);
        var customers = ArriveAsync(end.Token);
        var agents = SandboxStage.Desks.SelectMany(desk => Enumerable.Range(0, AgentsPerDesk).Select(_ => WorkAsync(desk, end.Token))).ToList();
        try
        {
            await customers;
            while (Volatile.Read(ref comingBack) > 0 || await OpenAsync(end.Token) > 0)
                await Task.Delay(200, end.Token);
            await end.CancelAsync();
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The day is cut off: who waits still is told as such.
        }

        foreach (var work in agents.Concat(later))
        {
            try
            {
                await work;
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                // In the middle of something when the day was over.
            }
        }
    }

    private async Task ArriveAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var customer = 0; customer < plan.Arrivals.Count; customer++)
        {
            var wait = (plan.Arrivals[customer].Minute * minute) - TimeProvider.System.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, ct);
            await SayAsync(customer, ct);
        }
    }

    private Task SayAsync(int customer, CancellationToken ct)
    {
        var (_, language, text) = Matters.All[plan.Arrivals[customer].Matter];
        var id = customer.ToString(CultureInfo.InvariantCulture);
        return stage.Sandbox.SayAsync(new SayRequest { Network = "x", Account = "acme", From = new Speaker((9_000_000 + customer).ToString(CultureInfo.InvariantCulture), "c" + id, "c" + id), Text = "@acme " + text, Kind = "mention", Lang = language }, ct);
    }

    private async Task WorkAsync(string desk, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            if (await NextAsync(desk, ct) is not { } next)
            {
                await MinutesAsync(LooksEvery, ct);
                continue;
            }

            await HandleAsync(desk, next, ct);
        }
    }

    private async Task HandleAsync(string desk, JsonNode c, CancellationToken ct)
    {
        var (id, turn) = ((string)c["id"]!, (int)c["handOvers"]!); // both always there
        var customer = int.Parse(((string)c["customerName"]!)[1..], CultureInfo.InvariantCulture); // named by SayAsync
        var visit = first.GetOrAdd(customer, id) == id ? 0 : 1;
        var dice = plan.Dice(customer, (visit * 8) + turn);
        var (right, language, _) = Matters.All[plan.Arrivals[customer].Matter];
        var (handles, guess, other, temper, advice, back, late) = (DayPlan.Exponential(dice, 9), dice.NextDouble(), dice.Next(2), dice.NextDouble(), dice.NextDouble(), dice.NextDouble(), DayPlan.Exponential(dice, 60));
        await MinutesAsync(desk == right ? handles : 3, ct);
        if (desk != right)
        {
            var to = guess < DayPlan.KnowsWhere ? right : SandboxStage.Desks.Where(d => d != desk).ElementAt(other);
            if (!await SendOnAsync(id, right, to, dice, ct))
                return;
            await MinutesAsync(6 + handles, ct); // one person sees it through, and asks the desk that knows
        }

        await AnswerAsync(id, language, temper, advice, ct);
        if (visit == 0 && back < DayPlan.ComesBack)
            Later(() => ComeBackAsync(customer, 30 + late, ct));
    }

    /// <returns>True: it stays with this person, who is accountable now.</returns>
    private async Task<bool> SendOnAsync(string id, string right, string to, Random dice, CancellationToken ct)
    {
        switch (await PostAsync(stage.Agents, $"cases/{id}/handover", new { reason = "not ours", departmentId = stage.Departments[to] }, ct))
        {
            case null:
                PutOn(id, to);
                return false;
            case "boomerang":
                await PostAsync(stage.Agents, $"cases/{id}/accountable", new { agentId = stage.Person, insteadOfDepartment = stage.Departments[to] }, ct);
                return true;
            case "lead-needed":
                await PostAsync(stage.Agents, $"cases/{id}/handover/ask", new { reason = "not ours", departmentId = stage.Departments[to] }, ct);
                Later(() => LeadAsync(id, right, to, DayPlan.Exponential(dice, 6), ct));
                return false;
            case var problem:
                throw new InvalidOperationException($"A hand-over was refused: {problem}.");
        }
    }

    // A lead knows the house, and takes some minutes to come to it.
    private async Task LeadAsync(string id, string right, string to, double minutes, CancellationToken ct)
    {
        await MinutesAsync(minutes, ct);
        if (to == right)
        {
            await PostAsync(stage.Lead, $"cases/{id}/handover/approve", new { insist = true }, ct);
        }
        else
        {
            await PostAsync(stage.Lead, $"cases/{id}/handover/refuse", new { note = "It belongs elsewhere." }, ct);
            await PostAsync(stage.Lead, $"cases/{id}/handover", new { reason = "theirs", departmentId = stage.Departments[right], insist = true }, ct);
        }

        PutOn(id, right);
    }

    private void PutOn(string id, string desk)
    {
        sentTo[id] = desk;
        taken.TryRemove(id, out _);
    }

    private async Task AnswerAsync(string id, string language, double temper, double advice, CancellationToken ct)
    {
        var rude = temper < DayPlan.LosesTemper;
        // X takes the same words only once.
        var mark = " #" + id[^6..];
        var text = (rude ? Matters.Rude[language][(int)(temper / DayPlan.LosesTemper * Matters.Rude[language].Count)] : Matters.Calm[language]) + mark;
        if (guarded && rude)
        {
            var heard = await AskAsync(stage.Agents, "tone", new { text, language }, ct);
            if ((double)heard["severity"]! >= TonePolicy.Default.AdviseFrom && advice < DayPlan.TakesAdvice)
            {
                text = (string?)heard["calmer"] ?? Matters.Calm[language] + mark;
                Interlocked.Increment(ref softened);
            }
        }

        var sent = await AskAsync(stage.Agents, $"cases/{id}/reply", new { visibility = "public", text }, ct);
        if (sent["heldUntil"] is null)
        {
            await CloseAsync(id, ct);
            return;
        }

        Interlocked.Increment(ref held);
        Later(() => ReadAsync(id, (string)sent["messageId"]!, Matters.Calm[language] + mark, ct)); // an accepted reply names it
    }

    private async Task ReadAsync(string id, string look, string text, CancellationToken ct)
    {
        await MinutesAsync(5, ct);
        await AskAsync(stage.Lead, $"second-looks/{look}/approve", new { text }, ct);
        await CloseAsync(id, ct);
    }

    private async Task ComeBackAsync(int customer, double after, CancellationToken ct)
    {
        await MinutesAsync(after, ct);
        await SayAsync(customer, ct);
    }

    private async Task CloseAsync(string id, CancellationToken ct)
    {
        await MinutesAsync(0.5, ct);
        await PostAsync(stage.Agents, $"cases/{id}/resolve", new { }, ct);
    }

    private async Task<JsonNode?> NextAsync(string desk, CancellationToken ct)
    {
        await lists[desk].WaitAsync(ct);
        try
        {
            var list = await stage.Agents.GetFromJsonAsync<JsonNode>($"/api/v1/cases?status=open&view=unassigned&sort=queue&limit=100&department={stage.Departments[desk]}", ct);
            return list!["items"]!.AsArray().FirstOrDefault(c => c!["waitingSince"] is not null && sentTo.GetValueOrDefault((string)c["id"]!, desk) == desk && taken.TryAdd((string)c["id"]!, true)); // a listing has items, a case an id
        }
        finally
        {
            lists[desk].Release();
        }
    }

    private async Task<int> OpenAsync(CancellationToken ct)
    {
        var list = await stage.Agents.GetFromJsonAsync<JsonNode>("/api/v1/cases?status=open&limit=1", ct);
        return list!["items"]!.AsArray().Count; // a listing has items
    }

    /// <returns>Null when it was done; else the problem's code.</returns>
    private static async Task<string?> PostAsync(HttpClient http, string path, object body, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("/api/v1/" + path, body, ct);
        if (response.IsSuccessStatusCode)
            return null;
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>(ct);
        return (string?)problem?["code"] ?? response.StatusCode.ToString();
    }

    private static async Task<JsonNode> AskAsync(HttpClient http, string path, object body, CancellationToken ct)
    {
        using var response = await http.PostAsJsonAsync("/api/v1/" + path, body, ct);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(ct);
        return response.IsSuccessStatusCode && answer is not null ? answer : throw new InvalidOperationException($"{path} was refused: {answer}");
    }

    private void Later(Func<Task> work)
    {
        Interlocked.Increment(ref comingBack);
        later.Add(RunAsync());
        async Task RunAsync()
        {
            try
            {
                await work();
            }
            finally
            {
                Interlocked.Decrement(ref comingBack);
            }
        }
    }

    private Task MinutesAsync(double minutes, CancellationToken ct) => Task.Delay(minutes * minute, ct);
}
