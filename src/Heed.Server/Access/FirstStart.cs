using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Heed.Server.Access;

/// <summary>With nobody in the system yet, shows the operator the one link that makes the first administrator.</summary>
/// <remarks>Written to the console and not to the log: logs are shipped and kept, and this link opens the house.</remarks>
internal sealed class FirstStart(AccessLinks links, HeedOptions options, IServer server) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await links.EnsureFirstAdministratorLinkAsync(cancellationToken) is not { } link)
            return;
        var address = options.PublicUrl ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        await Console.Out.WriteLineAsync($"Nobody works here yet. The first administrator signs up once, within seven days, at {address.TrimEnd('/')}{link.Path}");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
