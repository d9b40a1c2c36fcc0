namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// All tests on a customer's site, one after the other: <c>[Collection(SiteCollection.Name)]</c> and a constructor
/// parameter of type <see cref="CustomerSite"/>. Beside the tests on the lab, which share nothing with it but the machine.
/// </summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<CustomerSite>
{
    public const string Name = "site";
}
