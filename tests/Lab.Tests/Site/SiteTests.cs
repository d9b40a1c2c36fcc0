namespace Enginsight.Lab.Tests.Site;

/// <summary>The site itself, from bare VMs.</summary>
[Collection(SiteCollection.Name)]
public class SiteTests(CustomerSite site)
{
    [Fact]
    public async Task Up_OfASiteWithoutLabSection_IsWell()
    {
        await site.BringUpAsync(new SiteLayout());

        Assert.DoesNotContain("lab:", await File.ReadAllTextAsync(site.Folder.StackFile), StringComparison.Ordinal);
        site.LeaveWell();
    }
}
