namespace Heed.Sandbox.Accounts;

/// <summary>One address of a brand on an imitated network, as Heed has it on its side.</summary>
public sealed record BrandAccount
{
    /// <summary><c>x</c>, <c>facebook</c> or <c>mail</c>.</summary>
    public required string Network { get; init; }

    /// <summary>The <c>{account}</c> of Heed's webhook address.</summary>
    public required string Account { get; init; }

    /// <summary>X user id, Page id, or mail address.</summary>
    public required string ExternalId { get; init; }

    /// <summary>X consumer secret or Meta app secret: deliveries are signed with it.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Meta: what the <c>hub.challenge</c> handshake shows.</summary>
    public string? VerifyToken { get; init; }

    /// <summary>Where Heed listens; null takes the sandbox's own <c>--heed</c>.</summary>
    public string? Heed { get; init; }

    /// <summary>Mail: bearer token of Heed's mail door.</summary>
    public string? InboundToken { get; init; }

    /// <summary>Mail: the brand's address; null takes <see cref="ExternalId"/>.</summary>
    public string? Address { get; init; }

    /// <summary>X user name without the at sign.</summary>
    public string? Handle { get; init; }

    /// <summary>Display name of the brand.</summary>
    public string? Name { get; init; }

    /// <summary>Access token Heed must show; null accepts any, and none.</summary>
    public string? Token { get; init; }

    /// <summary>X, OAuth 1.0a: with it, requests signed the old way are checked.</summary>
    public string? TokenSecret { get; init; }

    /// <summary>X, OAuth 2.0: the refresh token that works now. With it the access token ends, and both are replaced at <c>/2/oauth2/token</c>.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>X, OAuth 2.0: the app whose refresh token it is; with <see cref="ClientSecret"/> a confidential one.</summary>
    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>How long a renewed access token lives; two hours on X.</summary>
    public int TokenSeconds { get; init; } = 7200;

    /// <summary>When <see cref="Token"/> ends; null: never.</summary>
    public DateTimeOffset? TokenEndsAt { get; init; }

    /// <summary>X: <c>activity</c> (X Activity API), <c>account-activity</c> (the older one), or <c>both</c>, as when an app subscribed to each.</summary>
    public string Webhooks { get; init; } = "activity";

    /// <summary>X: <c>self-serve</c> (may answer only who summoned it) or <c>enterprise</c>.</summary>
    public string Plan { get; init; } = "self-serve";

    /// <summary>X Premium: 25,000 instead of 280.</summary>
    public bool LongText { get; init; }

    /// <summary>Meta: the app may use the human-agent tag.</summary>
    public bool HumanAgent { get; init; } = true;

    internal bool HasNewWebhooks => Webhooks is not "account-activity";

    internal bool HasOldWebhooks => Webhooks is "account-activity" or "both";

    internal string MailAddress => Address ?? ExternalId;

    internal string UserName => (Handle ?? Account).TrimStart('@');

    internal string DisplayName => Name ?? UserName;

    /// <summary>Names the account without its secrets: a record would print them.</summary>
    public override string ToString() => $"{Network}/{Account}";
}
