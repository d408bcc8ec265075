using System.Text.Json;
using System.Text.Json.Nodes;
using Heed.Core.Cases;
using Heed.Core.Channels;
using Heed.Core.Figures;
using Heed.Core.Guard;
using Heed.Core.Language;
using Heed.Core.Messages;
using Heed.Core.Outcomes;
using Heed.Core.Routing;
using Heed.Server.Matching;
using Heed.Server.Outcomes;

namespace Heed.Server.Api;

/// <summary>One day at a shop, for the OpenAPI document: every example is a value of the type it shows, so none can grow old unseen.</summary>
internal static class ApiExamples
{
    private static readonly JsonSerializerOptions Json = Options();

    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 12, 0, TimeSpan.Zero);
    private static readonly Guid Case = new("0199d2a4-8f3c-7c55-b9b5-0a4d1b2c3d4e");
    private static readonly Guid Customer = new("0199d2a4-8f3b-7a10-8c11-5b6c7d8e9f01");
    private static readonly Guid Identity = new("0199d2a4-8f3b-7a11-9d22-6c7d8e9f0a12");
    private static readonly Guid Question = new("0199d2a4-8f3d-7f01-a3c4-1e2f3a4b5c6d");
    private static readonly Guid Reply = new("0199d2a6-1b2c-7d3e-8f40-2a3b4c5d6e7f");
    private static readonly Guid File = new("0199d2a5-0a1b-7c2d-8e3f-4a5b6c7d8e9f");
    private static readonly Guid Account = new("01990a00-0000-7000-8000-000000000001");
    private static readonly Guid Department = new("01990a00-0000-7000-8000-000000000002");
    private static readonly Guid Agent = new("01990a00-0000-7000-8000-000000000003");

    private static readonly Dictionary<Type, object> Known = new object[]
    {
        new ReplyBody(Visibility.Public, "Sorry about the wait, Jo. Your parcel leaves the depot this morning. ^Ana"),
        new NoteBody("The carrier has found it; please watch until Thursday."),
        new AssignBody("me"),
        new MergeBody("1042"),
        new OutcomesBody("shop", KeySpace.Mail, [new OutcomeBody("A-1009", "order", "jo@example.org", "2026-11-02T10:00:00Z", 12.50m)], "EUR"),
        new TakenOutcomes(1, 0, []),
        new CustomerKeyBody(KeySpace.Number, "C-1042"),
        Listing<OutcomeCountJson>.Whole([new OutcomeCountJson("shop", OutcomeKind.Order, 12_480, 3_120, Morning)]),
        Listing<CustomerKeyJson>.Whole([new CustomerKeyJson(KeySpace.Number, "C-1042", Morning, Agent)]),
        Listing<SurveyJson>.Whole([new SurveyJson(File, Case, 1042, Customer, "acme", Department, Network.Facebook, "en", Morning, Morning.AddMinutes(6), 5, 9, null, ValuedTimeJson.Yes, 10, "mail")]),
        new HandOverBody("A question about the invoice.", Department, Summary: "Charged twice for order 998877; refund promised by Thursday."),
        new ApproveBody(),
        new RefuseBody("Billing cannot see parcels: please ask the carrier."),
        new AccountableBody(Agent, Department),
        new PromiseBody(PromiseKind.Callback, Morning.AddHours(4)),
        new TopicBody(Topics.Delivery),
        new OwnTopicBody(
            new Dictionary<string, string> { ["en"] = "Loyalty card", ["fr"] = "Carte de fidélité" }, ["loyalty card", "club points"],
            new Dictionary<string, IReadOnlyList<string>> { ["fr"] = ["carte de fidélité"] }),
        Listing<TopicJson>.Whole([new TopicJson(
            "loyalty-card", true, new Dictionary<string, string> { ["en"] = "Loyalty card" }, ["loyalty card", "club points"], new Dictionary<string, IReadOnlyList<string>>(), true, false, 37)]),
        new MarkBody(Cause.LongWait, Said: true),
        Listing<MarkJson>.Whole([new MarkJson(Cause.HandedOver, false, Morning.AddMinutes(12), Agent)]),
        new TagBody("parcel-lost"),
        new TrialBody(30, [new TrialRuleBody("Refunds", JsonSerializer.Deserialize<JsonElement>("""{"topics":["refund"],"urgency":"soon"}"""), Department, Skills: ["refunds"])]),
        new TrialResult(
            412, 37, 21, 9, false, [new TrialDepartment(Department, 120, 157)],
            [new TrialFlow(Account, Department, 37, 21, [new TrialExample(4211, "Where is my money?", "Refunds", new(RoutingReason.Rule, File, []), true)])]),
        new ModerateBody(ModerationAction.Hide),
        new ApproveAnswerBody("We are sorry about this. The part arrives on Monday."),
        new ReturnAnswerBody("Kinder, please: they have waited since Friday."),
        new ToneBody("Calm down. The part arrives on Monday.", "en"),
        new AcceptedReply(Reply, MessageState.Planned, Morning.AddMinutes(4).AddSeconds(10)),
        new WrittenNote(Reply),
        new BroughtFile(File, "invoice.pdf", "application/pdf", 48_213),
        new ReplayedCount(3),
        OfCase(),
        Listing<CaseJson>.Whole([OfCase()]),
        OfMessage(),
        Listing<MessageJson>.Whole([OfMessage()]),
        OfCustomer(),
        Listing<CustomerJson>.Whole([OfCustomer()]),
        Listing<BoxJson>.Whole(
        [
            new BoxJson(Visibility.Public, Account, Network.X, "acme", "@acme", "@jo", true, null, TextRule.XWeighted, 280, null, 15_000, 200_000,
                new FilesJson([new FileSort(["image/jpeg", "image/png", "image/webp"], 5_242_880, 4)], null, false)),
            new BoxJson(Visibility.Private, Account, Network.X, "acme", "@acme", null, false, ClosedReason.NothingToAnswer, TextRule.Unlimited, null, null, 0, 0),
        ]),
        Listing<FigureView>.Whole(
            [new FigureView("direct-answer-rate", "Acme", null, null, Morning.AddDays(-28), Morning, 0.82, "share", 1250, 0.798, 0.84, 0.6, "Share of customers' messages that got a direct answer.", "F-11", null)]),
    }.ToDictionary(e => e.GetType());

    /// <summary>An example of what an operation takes or gives; null where none is needed to understand it.</summary>
    public static JsonNode? Of(Type? type) => type is not null && Known.TryGetValue(type, out var example) ? JsonSerializer.SerializeToNode(example, type, Json) : null;

    private static CaseJson OfCase() => new()
    {
        Id = Case,
        Number = 4211,
        Status = CaseStatus.Open,
        Brand = "Acme",
        CustomerId = Customer,
        CustomerName = "Jo Martin",
        Subject = null,
        Language = "en",
        Priority = 0,
        DepartmentId = Department,
        DepartmentName = "Care",
        AssigneeId = Agent,
        AssigneeName = "Ana",
        Channel = Network.X,
        LastChannel = Network.X,
        LastVisibility = Visibility.Public,
        LastDirection = Direction.Inbound,
        Preview = "@acme where is my parcel?",
        OpenedAt = Morning,
        LastMessageAt = Morning,
        WaitingSince = Morning,
        DueAt = Morning.AddHours(1),
        FirstAnswerAt = null,
        ResolvedAt = null,
        InboundCount = 1,
        OutboundCount = 0,
        HandOvers = 0,
        Reopenings = 0,
        Version = 4,
        Tags = ["parcel-lost"],
    };

    private static MessageJson OfMessage() => new()
    {
        Id = Question,
        CaseId = Case,
        Direction = Direction.Inbound,
        Visibility = Visibility.Public,
        Channel = Network.X,
        Account = Account,
        ExternalId = "1896112233445566778",
        Kind = "mention",
        Text = "@acme where is my parcel?",
        Language = "en",
        State = MessageState.Received,
        Failure = null,
        FailureCode = null,
        At = Morning,
        ReceivedAt = Morning.AddSeconds(2),
        Author = new Author("Jo Martin", null, Identity),
        InReplyTo = null,
        EditedAt = null,
        DeletedAt = null,
        Hidden = false,
        Automatic = false,
        Reaction = null,
    };

    private static CustomerJson OfCustomer() => new(
        Customer, "Jo Martin", "en", Morning, 1,
        [new IdentityJson(Identity, Network.X, Network.X, "90210", "Jo Martin", "jo", null, null, 120, false, Morning)]);

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiJson.Configure(options);
        return options;
    }
}
