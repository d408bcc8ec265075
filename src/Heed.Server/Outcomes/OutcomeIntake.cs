using Heed.Core.Outcomes;
using Heed.Storage.Outcomes;

namespace Heed.Server.Outcomes;

/// <summary>An outcome as programs send it.</summary>
/// <param name="Reference">The sender's own number of the order, basket or contract; the same twice is one.</param>
/// <param name="Kind">order, subscription, dropped-basket or cancellation.</param>
/// <param name="Customer">The identifier: an address, a phone number with its country code, or the own customer number.</param>
/// <param name="At">ISO 8601; without a zone it is UTC.</param>
/// <param name="Amount">In whole units and cents: 12.50.</param>
internal sealed record OutcomeBody(string? Reference, string? Kind, string? Customer, string? At, decimal? Amount = null, string? Currency = null, string? Reason = null);

/// <param name="Index">From 0, in the order they were sent.</param>
/// <param name="Code">What is wrong: reference, kind, customer, at, amount or currency.</param>
internal sealed record RefusedOutcome(int Index, string Code, string Detail);

/// <param name="Taken">New ones.</param>
/// <param name="Known">Ones that were there already; nothing was changed.</param>
/// <param name="Refused">Ones that cannot be read; the others were taken.</param>
internal sealed record TakenOutcomes(int Taken, int Known, IReadOnlyList<RefusedOutcome> Refused);

/// <summary>Takes outcomes that programs send: what can be read is on disk when it returns, what cannot is named.</summary>
internal sealed class OutcomeIntake(OutcomeStore outcomes)
{
    public const int Most = 1_000;

    public async Task<TakenOutcomes> TakeAsync(string source, KeySpace space, string? currency, IReadOnlyList<OutcomeBody?> sent, CancellationToken ct)
    {
        var reader = new OutcomeReader(source, space, kind: null, currency, TimeZoneInfo.Utc, DateOrder.DayFirst);
        var read = new List<Outcome>();
        var refused = new List<RefusedOutcome>();
        for (var i = 0; i < sent.Count; i++)
        {
            var (outcome, wrong) = reader.Read(Text(sent[i] ?? new OutcomeBody(null, null, null, null)));
            if (outcome is not null)
                read.Add(outcome);
            else
                refused.Add(new RefusedOutcome(i, wrong!, OutcomeImport.Explain(wrong!))); // one of the two
        }

        var taken = read.Count == 0 ? 0 : await outcomes.TakeAsync(read, ct);
        return new TakenOutcomes(taken, read.Count - taken, refused);
    }

    // Two digits behind the point: the reader tells cents from thousands by it.
    private static OutcomeText Text(OutcomeBody o) =>
        new(o.Reference, o.Kind, o.Customer, o.At, o.Amount?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture), o.Currency, o.Reason);
}
