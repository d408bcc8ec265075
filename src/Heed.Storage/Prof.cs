#pragma warning disable
using System.Collections.Concurrent;
using System.Diagnostics;
namespace Heed.Storage;
public static class Prof
{
    static readonly ConcurrentDictionary<string, (long n, long t, long rows)> all = new();
    static Timer timer = new(_ => { var s = string.Join(" | ", all.OrderBy(k => k.Key).Select(k => $"{k.Key} n={k.Value.n} {k.Value.t * 1000.0 / Stopwatch.Frequency:0}ms r={k.Value.rows}")); all.Clear(); if (s != "") File.AppendAllText("/tmp/heedprof.txt", s + "\n"); }, null, 2000, 2000);
    public static void Add(string k, long began, long rows = 0) { var t = Stopwatch.GetTimestamp() - began; all.AddOrUpdate(k, _ => (1, t, rows), (_, o) => (o.n + 1, o.t + t, o.rows + rows)); }
    public static long Now => Stopwatch.GetTimestamp();
}
