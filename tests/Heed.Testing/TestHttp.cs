using Microsoft.Extensions.DependencyInjection;

namespace Heed.Testing;

/// <summary>HttpClients for tests, made as the product makes them.</summary>
public static class TestHttp
{
    /// <summary>A client of its own connection pool; <paramref name="timeout"/> null leaves the default of 100 seconds.</summary>
    public static HttpClient Client(TimeSpan? timeout = null)
    {
        var name = Guid.CreateVersion7().ToString();
        var services = new ServiceCollection();
        services.AddHttpClient(name);
        var client = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient(name);
        client.Timeout = timeout ?? client.Timeout;
        return client;
    }
}
