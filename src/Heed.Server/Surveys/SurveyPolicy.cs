using System.Text.Json;
using System.Text.Json.Serialization;
using Heed.Core.Surveys;

namespace Heed.Server.Surveys;

/// <summary>What one brand or department asks.</summary>
/// <param name="ByMessage">At most two, of those that a number answers; in the order they are asked.</param>
/// <param name="OnPage">What the page asks besides.</param>
/// <param name="AfterMinutes">How long after a case was resolved.</param>
internal sealed record SurveyPlan(bool On, IReadOnlyList<SurveyQuestion> ByMessage, IReadOnlyList<SurveyQuestion> OnPage, int AfterMinutes)
{
    public const int MostByMessage = 2;
    public const int LongestAfterMinutes = 2880;

    /// <summary>What is offered where nobody has decided yet.</summary>
    public static SurveyPlan Offered { get; } = new(false, [SurveyQuestion.Satisfaction], [SurveyQuestion.Recommendation, SurveyQuestion.ValuedTime], 30);

    /// <summary>What is wrong, as the key of a text; null when nothing is.</summary>
    [JsonIgnore]
    public string? Fault => this switch
    {
        { ByMessage: null } or { OnPage: null } => "wrong.questions",
        { ByMessage.Count: > MostByMessage } => "wrong.too-many",
        { AfterMinutes: < 0 or > LongestAfterMinutes } => "wrong.after",
        { On: true, ByMessage.Count: 0, OnPage.Count: 0 } => "wrong.none",
        _ when !ByMessage.All(SurveyScale.FitsAMessage) => "wrong.by-message",
        _ when ByMessage.Concat(OnPage).Any(q => !Enum.IsDefined(q)) || ByMessage.Concat(OnPage).Distinct().Count() != ByMessage.Count + OnPage.Count => "wrong.questions",
        _ => null,
    };
}

/// <summary>Whom the workspace asks how it went, and what. Stored as one setting; nothing is asked that nobody switched on.</summary>
/// <param name="Brands">By a brand's name.</param>
/// <param name="Departments">What departments say instead of their brand.</param>
/// <param name="QuietDays">One person is asked at most once in so many days, whatever brand or department.</param>
/// <param name="LinkDays">How long a link works.</param>
internal sealed record SurveyPolicy(IReadOnlyDictionary<string, SurveyPlan> Brands, IReadOnlyDictionary<Guid, SurveyPlan> Departments, int QuietDays, int LinkDays)
{
    public const string Key = "surveys";

    public const int LongestQuietDays = 730;
    public const int LongestLinkDays = 60;

    public static SurveyPolicy Default { get; } = new(new Dictionary<string, SurveyPlan>(), new Dictionary<Guid, SurveyPlan>(), QuietDays: 90, LinkDays: 14);

    /// <summary>Somebody is asked somewhere.</summary>
    [JsonIgnore]
    public bool Asks => Plans.Any(p => p.On);

    /// <summary>Somebody may have been asked: what is switched off may still be answered.</summary>
    [JsonIgnore]
    public bool Hears => Plans.Any();

    [JsonIgnore]
    public IEnumerable<SurveyPlan> Plans => Brands.Values.Concat(Departments.Values);

    /// <summary>What is wrong, as the key of a text; null when nothing is.</summary>
    [JsonIgnore]
    public string? Fault => this switch
    {
        { Brands: null } or { Departments: null } => "wrong.questions",
        { QuietDays: < 1 or > LongestQuietDays } => "wrong.quiet-days",
        { LinkDays: < 1 or > LongestLinkDays } => "wrong.link-days",
        _ => Plans.Select(p => p is null ? "wrong.questions" : p.Fault).FirstOrDefault(fault => fault is not null),
    };

    /// <summary>What is asked after a case of this brand and department; null: nothing.</summary>
    public SurveyPlan? For(string brand, Guid? department)
    {
        var plan = department is { } id && Departments.TryGetValue(id, out var own) ? own : Brands.GetValueOrDefault(brand);
        return plan is { On: true } ? plan : null;
    }

    /// <summary>Reads the stored value. One that cannot be used (written by hand) counts as not set.</summary>
    public static SurveyPolicy Read(string? json)
    {
        try
        {
            return json is not null && JsonSerializer.Deserialize<SurveyPolicy>(json) is { Fault: null } policy ? policy : Default;
        }
        catch (JsonException)
        {
            return Default;
        }
    }

    public string Write() => JsonSerializer.Serialize(this);
}
