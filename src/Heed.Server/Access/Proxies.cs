using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Heed.Server.Access;

/// <summary>Believes <c>X-Forwarded-…</c> only from the proxies the operator named: anybody else would choose their own address.</summary>
internal static class Proxies
{
    public static void AddProxies(this IServiceCollection services, HeedOptions options)
    {
        var proxies = options.KnownProxies.SelectMany(p => p.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Select(Parse).ToArray();
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = proxies.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            forwarded.ForwardLimit = null; // as many hops as there are known proxies
            foreach (var proxy in proxies)
                forwarded.KnownIPNetworks.Add(proxy);
        });
    }

    private static System.Net.IPNetwork Parse(string text)
    {
        if (System.Net.IPNetwork.TryParse(text, out var network))
            return network;
        return IPAddress.TryParse(text, out var address)
            ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException($"KnownProxies is '{text}'; it takes addresses (10.0.0.7) or networks (10.0.0.0/24), separated by commas.");
    }
}
