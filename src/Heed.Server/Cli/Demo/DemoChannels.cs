using System.Buffers.Text;
using System.Security.Cryptography;
using Heed.Core.Channels;
using Heed.Server.Settings;

namespace Heed.Server.Cli.Demo;

/// <summary>The demo brand's accounts, the same on both sides: in Heed and on the imitated networks.</summary>
internal sealed class DemoChannels(ChannelAdmin admin, ChannelCatalog catalog)
{
    private const string Account = "maison";
    private const string MailAccount = "help";
    private const string Handle = "maisonlumiere";
    private const string XUser = "1204559001";
    private const string Page = "104477200911";
    private const string Address = "help@maison-lumiere.example";

    /// <summary>Adds or renews the accounts in Heed. Their secrets are made once and kept.</summary>
    public async Task ConnectAsync(Uri sandbox, int smtpPort, CancellationToken ct)
    {
        var api = sandbox.AbsoluteUri.TrimEnd('/');
        await SaveAsync(Network.X, Account, ct, ("user-id", XUser), ("consumer-secret", null), ("handle", Handle), ("api", api));
        await SaveAsync(Network.Facebook, Account, ct,
            ("page-id", Page), ("app-secret", null), ("verify-token", null), ("page-token", null), ("handle", DemoBrand.Name), ("human-agent", "true"), ("api", api));
        await SaveAsync(Network.Mail, MailAccount, ct,
            ("address", Address), ("inbound-token", null), ("from-name", DemoBrand.Name), ("smtp", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"smtp://127.0.0.1:{smtpPort}")));
    }

    /// <summary>Tells the sandbox the same accounts, with the secrets it has to sign with.</summary>
    public async Task RegisterAsync(SandboxProcess sandbox, string heed, CancellationToken ct)
    {
        var accounts = (await catalog.GetAsync(ct)).ByName;
        var (x, facebook, mail) = (accounts[(Network.X, Account)], accounts[(Network.Facebook, Account)], accounts[(Network.Mail, MailAccount)]);
        await sandbox.RegisterAsync(new { network = Network.X, account = Account, externalId = XUser, secret = x.Secret("consumer-secret"), heed, handle = Handle, name = DemoBrand.Name }, ct);
        await sandbox.RegisterAsync(new
        {
            network = Network.Facebook,
            account = Account,
            externalId = Page,
            secret = facebook.Secret("app-secret"),
            verifyToken = facebook.Secret("verify-token"),
            token = facebook.Secret("page-token"),
            heed,
            handle = Account,
            name = DemoBrand.Name,
            humanAgent = true,
        }, ct);
        await sandbox.RegisterAsync(new { network = Network.Mail, account = MailAccount, externalId = Address, address = Address, inboundToken = mail.Secret("inbound-token"), heed, name = DemoBrand.Name }, ct);
    }

    // A value of null is a secret that is made up when there is none yet.
    private async Task SaveAsync(string network, string name, CancellationToken ct, params (string Key, string? Value)[] values)
    {
        var known = (await catalog.GetAsync(ct)).ByName.GetValueOrDefault((network, name))?.Secrets;
        var given = values.Where(v => v.Value is not null || known?.ContainsKey(v.Key) != true).ToDictionary(v => v.Key, v => v.Value ?? Secret());
        if (await admin.SaveAsync(new ChannelDraft(network, name, DemoBrand.Name, null, given), ct) is ChannelSaved.Refused refused)
            throw Problem.Failed($"The demo's {network} account could not be added: {refused.What}", refused.Fix);
    }

    private static string Secret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
}
