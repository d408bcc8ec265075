using Heed.Core.Cases;
using Heed.Core.Guard;
using Microsoft.EntityFrameworkCore;

namespace Heed.Load.Day;

/// <summary>One column: what a day came to, read from the server's database and the sandbox's ledger.</summary>
/// <param name="Waits">Minutes of the day from a case's beginning to its first answer, sorted.</param>
/// <param name="Unanswered">Cases that still waited when the day was cut off.</param>
/// <param name="Rude">Answers the customers got that sound plainly rude, by one and the same reader.</param>
internal sealed record SandboxRun(IReadOnlyList<Case> Cases, IReadOnlyList<double> Waits, int Unanswered, int Answers, int Rude, int Softened, int Held)
{
    public static async Task<SandboxRun> RunAsync(Guards guards, DayPlan plan, TimeSpan minute, TimeSpan atMost, CancellationToken ct)
    {
        await using var stage = await SandboxStage.StartAsync(guards, ct);
        var desks = new SandboxDesks(stage, plan, guards != Guards.Off, minute);
        await desks.RunAsync(atMost, ct);

        await using var db = stage.Db();
        var cases = await db.Cases.AsNoTracking().ToListAsync(ct);
        var sent = stage.Sandbox.Done.Where(d => !d.Native).Select(d => d.Text).ToList();
        var reader = ToneReader.Shipped();
        return new SandboxRun(
            cases,
            [.. cases.Where(c => c.FirstAnswerAt is not null).Select(c => (c.FirstAnswerAt!.Value - c.OpenedAt) / minute).Order()], // filtered before
            cases.Count(c => c.FirstAnswerAt is null), sent.Count, sent.Count(text => reader.Judge(text, null) is { Fine: false, Severity: >= ToneLevel.Plain }), desks.Softened, desks.Held);
    }
}
