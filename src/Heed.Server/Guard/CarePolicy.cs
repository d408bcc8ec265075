using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Guard;
using Heed.Core.Messages;

namespace Heed.Server.Guard;

/// <summary>Where Heed tells customers by itself how long it will take.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TellWait>))]
internal enum TellWait
{
    Never = 0,

    /// <summary>In private messages and mails.</summary>
    Private = 1,

    /// <summary>Also under public posts.</summary>
    Everywhere = 2,
}

/// <summary>How the workspace wants its customers to be taken care of, beside the tone. Stored as one setting.</summary>
/// <param name="SecondNeedsLead">A second hand-over in a case needs a lead.</param>
/// <param name="ReturnDays">A new case about the same matter as one that ended within these days goes where that one was; 0: never.</param>
/// <param name="EscalateMinutes">Leads see a case this long before its customer is let down.</param>
/// <param name="LeastWaitMinutes">A wait that is expected to be shorter is not told.</param>
/// <param name="Tell">What holds where a department says nothing else.</param>
/// <param name="TellByDepartment">What departments say.</param>
/// <param name="ThanksWaitForNothing">A message in which nothing to answer is read starts no clock.</param>
internal sealed record CarePolicy(
    bool SecondNeedsLead, BoomerangRule Boomerangs, int ReturnDays, int EscalateMinutes, int LeastWaitMinutes, TellWait Tell,
    IReadOnlyDictionary<Guid, TellWait> TellByDepartment, bool ThanksWaitForNothing)
{
    public const string Key = "care";

    public const int LongestReturnDays = 365;
    public const int LongestEscalateMinutes = 720;
    public const int LongestLeastWaitMinutes = 1440;

    // Nothing is sent in the brand's name that nobody switched on.
    public static CarePolicy Default { get; } = new(
        SecondNeedsLead: true, BoomerangRule.Refuse, ReturnDays: 30, EscalateMinutes: 10, LeastWaitMinutes: 15, TellWait.Never,
        new Dictionary<Guid, TellWait>(), ThanksWaitForNothing: false);

    /// <summary>What is wrong, as the key of a text; null when nothing is.</summary>
    [JsonIgnore]
    public string? Fault => this switch
    {
        { ReturnDays: < 0 or > LongestReturnDays } => "wrong.return-days",
        { EscalateMinutes: < 1 or > LongestEscalateMinutes } => "wrong.escalate",
        { LeastWaitMinutes: < 0 or > LongestLeastWaitMinutes } => "wrong.least-wait",
        { TellByDepartment: null } => "wrong.departments",
        _ when !Enum.IsDefined(Boomerangs) || !Enum.IsDefined(Tell) || TellByDepartment.Values.Any(t => !Enum.IsDefined(t)) => "wrong.choice",
        _ => null,
    };

    [JsonIgnore]
    public HandOverPolicy HandOvers => new(SecondNeedsLead, Boomerangs);

    public bool Tells(Guid? departmentId, Visibility visibility)
    {
        var tell = departmentId is { } id && TellByDepartment.TryGetValue(id, out var own) ? own : Tell;
        return tell == TellWait.Everywhere || (tell == TellWait.Private && visibility == Visibility.Private);
    }

    /// <summary>Reads the stored value. One that cannot be used (written by hand) counts as not set.</summary>
    public static CarePolicy Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<CarePolicy>(json) is { Fault: null } policy ? policy : Default;
        }
        catch (JsonException)
        {
            return Default;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
