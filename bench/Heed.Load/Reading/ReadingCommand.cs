using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Load.Measures;

namespace Heed.Load.Reading;

/// <summary>What reading a message costs, and judging the tone of an answer, beside the least that any reader must do: walk over the letters and hash them.</summary>
internal static class ReadingCommand
{
    private const int Warmup = 4_000;

    private static readonly string[] Texts =
    [
        "@acme still no parcel after two weeks, third time I write. Is anybody there?? https://acme.example/t/1",
        "Thanks, all sorted now! 😊",
        "My card was declined at the till in your Oxford Street store and the queue is getting angry, what shall I do?",
        "@acme bonjour, toujours aucune réponse à mon message de lundi, la livraison était prévue hier et personne ne répond au téléphone.",
        "Hola, ¿me pueden decir cuándo llega mi pedido? Llevo tres días esperando y nadie contesta. Un saludo",
        "I was transferred four times, explained everything again and again, and then your agent hung up on me. Cancelling my contract today, you lost a customer after nine years of paying on time every single month.",
        "ok",
        "Mein Paket ist seit Tagen unterwegs, was ist da los?",
    ];

    public static Command Create()
    {
        var count = new Option<int>("--messages") { DefaultValueFactory = _ => 40_000, Description = "Messages to read." };
        var command = new Command("reading", "Time to read a message and to judge an answer's tone, on one core.") { count };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(count), ct));
        return command;
    }

    private static async Task<int> RunAsync(int count, CancellationToken ct)
    {
        var results = new Results("reading", "reading", "what", "µs median", "µs p99", "ratio to the limit");
        var limit = Measure(count, text => Hashed(text));
        Tell(results, "limit: hash the letters", limit, limit);
        Tell(results, "cut into words and hash all features", Measure(count, Features), limit);
        Tell(results, "read a message (language, sentiment, needs an answer, topic, abuse, phrases)", Measure(count, text => MessageReader.Shipped.Read(ReadingInput.Of(text))), limit);
        if (ToneModel.Shipped is { } tone)
            Tell(results, "score the tone of an answer", Measure(count, text => tone.Score(text, "en")), limit);
        foreach (var (language, drafts) in Drafts.All)
        {
            var least = Measure(count, drafts, text => Hashed(text));
            var verdict = Measure(count, drafts, text => Judged(text, language));
            Tell(results, $"limit: hash the letters of a draft ({language}, {drafts.Average(d => d.Length):0} characters)", least, least);
            Tell(results, $"whole verdict over a draft as the composer asks for it: language, rules, model, policy ({language})", verdict, least);
        }

        results.Note("A verdict is to stay below 20 ms at p99, the way from and to the browser and the look at the case's department not counted. Another build may have run on the same cores.");
        await results.WriteAsync(Machine.Describe(), ct);
        return 0;
    }

    private static double[] Measure(int count, Action<string> read) => Measure(count, Texts, read);

    private static double[] Measure(int count, IReadOnlyList<string> texts, Action<string> read)
    {
        for (var i = 0; i < Warmup; i++)
            read(texts[i % texts.Count]);
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            read(texts[i % texts.Count]);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times;
    }

    private static void Tell(Results results, string what, double[] times, double[] limit)
    {
        var (median, p99) = (times[times.Length / 2], times[(int)(times.Length * 0.99)]);
        results.Row(what, Number(median), Number(p99), Number(median / limit[limit.Length / 2]));
    }

    private static readonly ToneReader Tone = ToneReader.Shipped();

    // As Heed.Server/Guard/ToneGuard.cs does, with what it would have looked up.
    private static ToneHeard Judged(string draft, string language) => new(Tone.Judge(draft, language), TonePolicies.Default.For(Department, "x"), ToneTrace.None);

    private static readonly Guid Department = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);

    private static readonly TextFeatures Buffer = new();

    private static void Features(string text) => TextTokenizer.Read(text, Buffer);

    private static uint _sink;

    private static void Hashed(string text)
    {
        foreach (var c in text)
            _sink = (_sink ^ char.ToLowerInvariant(c)) * 16777619;
    }

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
