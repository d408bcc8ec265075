namespace Heed.Sandbox;

/// <summary>How one imitation of the networks is run; every member has its switch on the command line.</summary>
public sealed record SandboxOptions
{
    /// <summary>Where the imitated APIs and the control API listen; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5090";

    /// <summary>Folder of the ledger; it is created.</summary>
    public string Data { get; init; } = "./data/sandbox";

    /// <summary>Port of the mail server on 127.0.0.1; 0 takes a free one.</summary>
    public int SmtpPort { get; init; } = 5025;

    /// <summary>Where Heed listens, for accounts registered without an address of their own.</summary>
    public string Heed { get; init; } = "http://127.0.0.1:5080";

    /// <summary>A JSON file with an array of brand accounts, registered at start.</summary>
    public string? Config { get; init; }

    /// <summary><c>demo</c>, or a CSV file with recorded conversations; null: wait for the control API.</summary>
    public string? Play { get; init; }

    /// <summary>How many times faster than the record, or than the demo's own pace.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Handle whose conversations are taken from the CSV file; null: all.</summary>
    public string? Brand { get; init; }

    /// <summary>The brand's rows of the CSV file are played too, as if its people answered in the native app.</summary>
    public bool WithAgents { get; init; }

    /// <summary>Longest silence between two rows of a recorded day; null keeps the real one.</summary>
    public TimeSpan? MaxWait { get; init; }

    /// <summary>Makes the faults and the demo repeatable.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Deliveries under way at once. Those of one customer keep their order unless a fault breaks it.</summary>
    public int Senders { get; init; } = 16;

    /// <summary>Wait before a failed delivery is sent again; it doubles up to <see cref="RetryAtMost"/>.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long Heed may take to answer a delivery. X documents 10 seconds.</summary>
    public TimeSpan DeliveryTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>End when standard input closes: whoever started us is gone, however it ended.</summary>
    public bool EndWithInput { get; init; }

    /// <summary>Faults from the start, for all networks; null: none (the demo widens X's rate limits).</summary>
    public Faults.FaultSettings? Faults { get; init; }
}
