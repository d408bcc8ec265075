using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Heed.Core.Cases;

/// <summary>An event as it is stored: its place in the case, its name, its data as JSON.</summary>
public sealed class CaseEventRow
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    public required Guid CaseId { get; init; }

    public required long Version { get; init; }

    /// <summary>The stored name of the event: <c>opened</c>, <c>message-in</c>, …</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? ActorId { get; init; }

    public required string Data { get; init; }

    public static CaseEventRow Of(Guid caseId, long version, CaseEvent e)
    {
        var data = JsonSerializer.Serialize(e, Json);
        return new CaseEventRow { CaseId = caseId, Version = version, Kind = KindOf(data), At = e.At, ActorId = e.ActorId, Data = data };
    }

    /// <summary>The event itself, with its time and actor.</summary>
    public CaseEvent Read() =>
        JsonSerializer.Deserialize<CaseEvent>(Data, Json)! with { At = At, ActorId = ActorId }; // written by Of: never the JSON null

    // The serialiser writes the discriminator first: {"$type":"opened",…
    private static string KindOf(string data)
    {
        var from = data.IndexOf(':', StringComparison.Ordinal) + 2;
        return data[from..data.IndexOf('"', from)];
    }
}
