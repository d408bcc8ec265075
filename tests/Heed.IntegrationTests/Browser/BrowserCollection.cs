using Xunit;

namespace Heed.IntegrationTests.Browser;

/// <summary>The tests that share one server and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserStage>
{
    public const string Name = "browser";
}
