using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Heed.Sandbox.Ledger;

/// <summary>What was said to the brand and what the brand did, in memory and in a file that a restart reads again.</summary>
internal sealed class SandboxLedger : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SaidEntry> _said = new(StringComparer.Ordinal);
    private readonly List<DoneEntry> _done = [];
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly TimeProvider _clock;

    public SandboxLedger(SandboxOptions options, TimeProvider clock)
    {
        _clock = clock;
        Directory.CreateDirectory(options.Data);
        var path = Path.Combine(options.Data, "ledger.jsonl");
        if (File.Exists(path)) ReadAgain(path);
        _journal = new Journal(path);
    }

    /// <summary>Raised after the brand did something; the play listens, so that its people can react.</summary>
    public event Action<DoneEntry>? Did;

    public IReadOnlyList<SaidEntry> Said => [.. _said.Values.OrderBy(s => s.At)];

    public IReadOnlyList<DoneEntry> Done
    {
        get
        {
            lock (_gate) return [.. _done];
        }
    }

    public int SaidCount => _said.Count;

    public void Record(SaidEntry entry)
    {
        _said[Key(entry.Network, entry.Account, entry.ExternalId)] = entry;
        Append("said", entry);
    }

    public void Record(DoneEntry entry)
    {
        lock (_gate) _done.Add(entry);
        Append("done", entry);
        Did?.Invoke(entry);
    }

    /// <summary>Heed answered 2xx; only the first time counts.</summary>
    public void Accept(string network, string account, string externalId)
    {
        var key = Key(network, account, externalId);
        if (!_said.TryGetValue(key, out var entry) || entry.AcceptedAt is not null) return;
        var accepted = entry with { AcceptedAt = _clock.GetUtcNow() };
        if (_said.TryUpdate(key, accepted, entry)) Append("said", accepted);
    }

    public SaidEntry? Find(string network, string account, string externalId) => _said.GetValueOrDefault(Key(network, account, externalId));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private static string Key(string network, string account, string externalId) => $"{network}/{account}/{externalId}";

    private void Append<T>(string kind, T entry) => _journal.Append($"{kind} {JsonSerializer.Serialize(entry, JsonSerializerOptions.Web)}");

    private void ReadAgain(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (line.StartsWith("said ", StringComparison.Ordinal) && JsonSerializer.Deserialize<SaidEntry>(line.AsSpan(5), JsonSerializerOptions.Web) is { } said)
                    _said[Key(said.Network, said.Account, said.ExternalId)] = said;
                else if (line.StartsWith("done ", StringComparison.Ordinal) && JsonSerializer.Deserialize<DoneEntry>(line.AsSpan(5), JsonSerializerOptions.Web) is { } done)
                    _done.Add(done);
            }
            catch (JsonException)
            {
                // The last line of a killed process may be torn; nothing after it depends on it.
            }
        }
    }
}
