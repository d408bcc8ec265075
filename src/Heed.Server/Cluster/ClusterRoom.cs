using System.Net;
using Heed.Storage;
using Heed.Storage.Postgres;
using Orleans.Configuration;

namespace Heed.Server.Cluster;

/// <summary>Orleans: who owns a lane, an account, a queue. In every mode, so that there is one code path.</summary>
internal static class ClusterRoom
{
    // Nodes find each other through their database: one workspace, one cluster.
    private const string Name = "heed";

    public static WebApplicationBuilder AddCluster(this WebApplicationBuilder builder, HeedOptions options)
    {
        if (options.Cluster)
            AddNode(builder, options);
        else
            builder.UseOrleans(silo =>
            {
                silo.UseLocalhostClustering(siloPort: FreePort.Find());
                silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.GatewayPort) = (IPAddress.Loopback, 0)); // no clients from outside
            });
        return builder;
    }

    public static WebApplication MapCluster(this WebApplication app) => app;

    private static void AddNode(WebApplicationBuilder builder, HeedOptions options)
    {
        builder.UseOrleans(silo =>
        {
            silo.UseAdoNetClustering(o => (o.Invariant, o.ConnectionString) = ("Npgsql", options.Database!)); // checked with the options
            silo.Configure<ClusterOptions>(o => (o.ClusterId, o.ServiceId) = (Name, Name));
            silo.Configure<EndpointOptions>(o =>
            {
                (o.SiloPort, o.GatewayPort) = (options.ClusterPort > 0 ? options.ClusterPort : FreePort.Find(), 0); // no clients from outside
                if (options.ClusterAddress is { Length: > 0 } address)
                    o.AdvertisedIPAddress = IPAddress.Parse(address);
            });
            // A node that was killed holds its lanes until the others agree that it is gone: about six seconds.
            silo.Configure<ClusterMembershipOptions>(o =>
            {
                (o.ProbeTimeout, o.NumMissedProbesLimit) = (TimeSpan.FromSeconds(2), 3);
                o.DefunctSiloExpiration = TimeSpan.FromDays(1);
            });
        });
        // Not registered under a second type: the container would close the pool twice, the first time too early.
        builder.Services.AddHostedService(p => ActivatorUtilities.CreateInstance<LiveRelay>(p, (PostgresDatabase)p.GetRequiredService<Database>()));
    }
}
