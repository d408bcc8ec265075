namespace Heed.Core.Language;

/// <summary>The matters of customer service that Heed knows by itself; a company may add its own.</summary>
public static class Topics
{
    public const string Delivery = "delivery";
    public const string Billing = "billing";
    public const string Refund = "refund";
    public const string ProductFault = "product-fault";
    public const string Account = "account";
    public const string Outage = "outage";
    public const string Staff = "staff";
    public const string InStore = "in-store";
    public const string Praise = "praise";
    public const string Question = "question";
    public const string Spam = "spam";

    public static IReadOnlyList<string> Shipped { get; } = [Delivery, Billing, Refund, ProductFault, Account, Outage, Staff, InStore, Praise, Question, Spam];

    /// <summary>Whether two messages of this topic may still be about quite different things.</summary>
    public static bool SaysNoMatter(string topic) => topic is Question or Praise or Spam;
}
