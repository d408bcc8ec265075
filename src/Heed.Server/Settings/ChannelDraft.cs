namespace Heed.Server.Settings;

/// <summary>A channel account as someone types it in. What is left out keeps its value when the account is there already.</summary>
/// <param name="Name">The <c>{account}</c> of the webhook address: letters a–z, digits and hyphens, at most 40.</param>
/// <param name="Brand">Null: the one it has, else <paramref name="Name"/>.</param>
/// <param name="Department">Name of the department that takes its cases when no rule says otherwise.</param>
/// <param name="Values">By the keys of <see cref="Core.Channels.IChannel.Settings"/>.</param>
internal sealed record ChannelDraft(string Network, string Name, string? Brand, string? Department, IReadOnlyDictionary<string, string> Values);

/// <summary>How saving a channel account ended.</summary>
internal abstract record ChannelSaved
{
    private ChannelSaved() { }

    public sealed record Added(Guid Id) : ChannelSaved;

    /// <param name="What">What is different now, by the words of the command line.</param>
    public sealed record Changed(Guid Id, IReadOnlyList<string> What) : ChannelSaved;

    /// <summary>It was removed, or only an imported history, and is connected again.</summary>
    public sealed record Reconnected(Guid Id) : ChannelSaved;

    /// <param name="What">What is wrong, by the words of the command line.</param>
    /// <param name="Fix">What to do there.</param>
    /// <param name="Fault">The same for a screen, which says it in the reader's language.</param>
    /// <param name="Settings">Keys of the settings it is about.</param>
    /// <param name="Detail">A name or a limit that belongs into the sentence; never a value, which may be a secret.</param>
    public sealed record Refused(string What, string Fix, ChannelFault Fault, IReadOnlyList<string> Settings, string Detail) : ChannelSaved;
}

/// <summary>Why a channel account is refused. Each has its sentence: <c>channel.wrong.*</c> in <c>SettingsWords</c>.</summary>
internal enum ChannelFault
{
    NoSuchNetwork,
    BadName,
    BadBrand,
    NoSuchSetting,
    NoSuchDepartment,
    Missing,
    Empty,
    TooLong,
    ControlCharacter,
    NoAddress,
}
