
namespace Heed.Learning;

/// <summary>How well labels were given, counted.</summary>
/// <param name="Confusion">[true label][given label]; the last column is "not sure".</param>
/// <param name="CalibrationError">Mean distance between how sure it was and how often it was right, over ten bins.</param>
internal sealed record Scores(IReadOnlyList<string> Labels, int[][] Confusion, double CalibrationError, IReadOnlyList<CalibrationBin> Bins)
{
    public int Count => Confusion.Sum(r => r.Sum());

    public double Accuracy => Count == 0 ? 0 : (double)Labels.Select((_, i) => Confusion[i][i]).Sum() / Count;

    public double MacroF1 => Labels.Select((_, i) => i).Where(i => Confusion[i].Sum() > 0).Select(F1).DefaultIfEmpty().Average();

    public double NotSure => Count == 0 ? 0 : (double)Confusion.Sum(r => r[^1]) / Count;

    public double Precision(int label) => Ratio(Confusion[label][label], Confusion.Sum(r => r[label]));

    public double Recall(int label) => Ratio(Confusion[label][label], Confusion[label].Sum());

    public double F1(int label) => Precision(label) + Recall(label) is var sum and > 0 ? 2 * Precision(label) * Recall(label) / sum : 0;

    /// <param name="given">For each example the label it was given, -1 "not sure", and how sure.</param>
    public static Scores Of(IReadOnlyList<string> labels, IEnumerable<(int True, int Given, double Sure)> given)
    {
        var confusion = labels.Select(_ => new int[labels.Count + 1]).ToArray();
        var bins = Enumerable.Range(0, 10).Select(_ => (Count: 0, Sure: 0.0, Right: 0)).ToArray();
        foreach (var (truth, label, sure) in given)
        {
            confusion[truth][label < 0 ? labels.Count : label]++;
            if (label < 0)
                continue;
            ref var bin = ref bins[Math.Min(9, (int)(sure * 10))];
            bin = (bin.Count + 1, bin.Sure + sure, bin.Right + (truth == label ? 1 : 0));
        }

        var all = Math.Max(1, bins.Sum(b => b.Count));
        return new Scores(
            labels, confusion, bins.Sum(b => Math.Abs(b.Sure - b.Right) / all),
            [.. bins.Select((b, i) => new CalibrationBin(i / 10.0, b.Count, Ratio(b.Sure, b.Count), Ratio(b.Right, b.Count)))]);
    }

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}

/// <param name="From">Lower edge of how sure it was.</param>
internal sealed record CalibrationBin(double From, int Count, double MeanSure, double ShareRight);
