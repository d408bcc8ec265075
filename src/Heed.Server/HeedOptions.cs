namespace Heed.Server;

/// <summary>Where Heed keeps its data and how it is reached. From the command line, <c>HEED_…</c> variables, or the <c>Heed</c> section of appsettings.json.</summary>
internal sealed class HeedOptions
{
    /// <summary>Folder of the database, the keys and the backups.</summary>
    public string Data { get; set; } = "./data";

    /// <summary>PostgreSQL connection string; empty: SQLite in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>Where the server listens; several with semicolons between.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Address people and platforms reach this server by, for links in mails and invitations.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Seconds during which a reply can be taken back.</summary>
    public int UndoSeconds { get; set; } = 5;

    /// <summary>Largest delivery the door takes, in bytes.</summary>
    public int MaxDeliveryBytes { get; set; } = 30 * 1024 * 1024;

    /// <summary>Largest file an agent or a program may attach to a reply or a note, in bytes; a network may allow less.</summary>
    public int MaxUploadBytes { get; set; } = 25 * 1024 * 1024;

    /// <summary>Read what customers write (topic, feeling, urgency …) as it comes in; false: nothing is read, and nothing that needs it works.</summary>
    public bool Reading { get; set; } = true;

    /// <summary>Days the bytes of a delivery are kept once all of it was taken; 0: for ever.</summary>
    public int DeliveryRetentionDays { get; set; } = 30;

    /// <summary>Seconds between two reconcile polls of an account.</summary>
    public int PollSeconds { get; set; } = 120;

    /// <summary>One of several Heed processes over the same PostgreSQL; on SQLite it is refused with a sentence.</summary>
    public bool Cluster { get; set; }

    /// <summary>IP address the other nodes reach this one by; empty: the first of this machine that is not the loopback.</summary>
    public string? ClusterAddress { get; set; }

    /// <summary>Port for the other nodes; 0: any free one.</summary>
    public int ClusterPort { get; set; } = 11111;

    /// <summary>Development and demo: http is good enough, cookies need no TLS.</summary>
    public bool AllowHttp { get; set; } = true;

    /// <summary>Addresses or networks (10.0.0.0/24) of the reverse proxies in front, whose <c>X-Forwarded-…</c> are believed. None: nobody's are.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>Deliveries one channel account may bring per second, with twice as many in a burst; 0: no limit.</summary>
    public int WebhooksPerSecond { get; set; } = 10_000;

    /// <summary>Requests one API token or person may make per second, with twice as many in a burst; 0: no limit.</summary>
    public int ApiRequestsPerSecond { get; set; } = 200;

    /// <summary>Attempts to sign in or to open one-time links per address and minute.</summary>
    public int SignInsPerMinute { get; set; } = 30;

    /// <summary>Nobody comes by plain http: cookies and passkeys rely on it.</summary>
    public bool HttpsOnly => !AllowHttp || PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;
}
