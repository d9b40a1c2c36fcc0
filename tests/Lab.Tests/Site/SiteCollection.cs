namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// All tests on a customer's site, one after the other: <c>[Collection(SiteCollection.Name)]</c> and a constructor
/// parameter of type <see cref="CustomerSite"/>. Not beside the tests on the lab, whose loads need the machine.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SiteCollection : ICollectionFixture<CustomerSite>
{
    public const string Name = "site";
}

/// <summary>Tests with a site's folder alone, no VMs; not beside the tests on the lab either.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SiteFolderCollection
{
    public const string Name = "site folder";
}
