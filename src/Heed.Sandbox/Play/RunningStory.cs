using System.Globalization;
using Heed.Sandbox.Accounts;
using Heed.Sandbox.Control;
using Heed.Sandbox.Ledger;

namespace Heed.Sandbox.Play;

/// <summary>A story being lived by one person: how far it is, and who speaks under which id.</summary>
internal sealed class RunningStory(Story story, Persona persona, BrandAccount account, int round)
{
    private int _replying;

    public Story Story => story;

    public BrandAccount Account => account;

    /// <summary>Index of the line said last; -1 before the first.</summary>
    public int Line { get; set; } = -1;

    public string? OpenedBy { get; set; }

    public string? LastSaid { get; set; }

    public string? Thread { get; set; }

    public bool Nudged { get; set; }

    public bool Answered { get; set; }

    public Speaker Speaker { get; } = account.Network == "mail"
        ? new Speaker(persona.Mail, persona.Name)
        : new Speaker(Number(persona, account.Network), persona.Name, persona.Handle, account.Network == "facebook" ? Number(persona, "messenger") : null, persona.City);

    /// <summary>Ids under which the brand's answers may name this person.</summary>
    public IEnumerable<string> Names => Speaker.Psid is { } psid ? [Speaker.Id, psid] : [Speaker.Id];

    /// <summary>True for one caller at a time: a person types one answer, even to two.</summary>
    public bool BeginReply() => Interlocked.Exchange(ref _replying, 1) == 0;

    public void EndReply() => Volatile.Write(ref _replying, 0);

    public string Fill(string text) => text
        .Replace("{brand}", account.UserName, StringComparison.Ordinal)
        .Replace("{first}", persona.Name.Split(' ')[0], StringComparison.Ordinal)
        .Replace("{order}", $"ML-{10000 + (Code($"{persona.Id}/{story.Id}/{round}") % 90000)}", StringComparison.Ordinal);

    private static string Number(Persona persona, string space) => (1_000_000_000_000_000 + (long)Code($"{space}/{persona.Id}")).ToString(CultureInfo.InvariantCulture);

    private static ulong Code(string text) => Convert.ToUInt64(SandboxLedger.Hash(text)[..12], 16);
}
