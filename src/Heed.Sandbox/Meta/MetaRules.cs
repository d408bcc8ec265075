namespace Heed.Sandbox.Meta;

/// <summary>The figures of Meta's rules.</summary>
internal static class MetaRules
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);
    public static readonly TimeSpan HumanAgentWindow = TimeSpan.FromDays(7);
    public static readonly TimeSpan PrivateReplyWithin = TimeSpan.FromDays(7);
    public const int MessageLimit = 2000;
    public const int CommentLimit = 8000;
    public const long AttachmentBytes = 25L << 20;
    public const long PhotoBytes = 4L << 20;

    /// <summary>Calls per hour and account at which the usage headers show 100 percent.</summary>
    public const int CallsPerHour = 20_000;
}
