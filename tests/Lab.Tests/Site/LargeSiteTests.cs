using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>A site that runs gets a second load balancer and two more database VMs, and goes back to one of each.</summary>
[Collection(SiteCollection.Name)]
public sealed class LargeSiteTests(CustomerSite site) : IAsyncLifetime
{
    private static readonly SiteLayout Small = new()
    {
        LoadBalancer = new(10, "lb1"),
        AppServers = [new(11, "app1"), new(12, "app2")],
        Database = new(30, "db1"),
    };

    private static readonly SiteLayout Large = Small with
    {
        SecondBalancer = new(13, "lb2"),
        FurtherDatabases = [new(31, "db2"), new(32, "db3")],
    };

    public Task InitializeAsync() => site.MakeAsync(PulumiCli.Root, 31, 32);

    /// <summary>The tests after this one get a site of the usual VMs.</summary>
    public Task DisposeAsync() => site.MakeAsync(PulumiCli.Root);

    /// <summary>Clients use the first load balancer's own address all the time, as before their records were changed.</summary>
    [FullFact]
    public async Task Site_GrowsToNoSinglePointOfFailure_AndBack_AndNobodyNotices()
    {
        await site.BringUpAsync(Small);

        site.Write(Large);
        var preview = (await site.Folder.ScriptAsync("preview", SiteFolder.Stack)).Succeeded().Output;
        foreach (var step in new[] { "virtual-address-lb2", "replica-set-members", "redis-address-db3" })
            Assert.Contains(step, preview, StringComparison.Ordinal);
        await AssertUnnoticedAsync();

        site.Write(Small);
        await AssertUnnoticedAsync();
        Assert.Empty(await SiteHealth.ProblemsAsync(site, Small));
    }

    private async Task AssertUnnoticedAsync()
    {
        SiteLoad.AssertNothingLost(
            await site.UnderLoadAsync(async () => (await site.Folder.UpAsync()).Succeeded()));
        await Wait.UntilAsync("the site is well", async () =>
            (await site.Folder.ScriptAsync("status", SiteFolder.Stack)).ExitCode == 0);
        (await site.Folder.ScriptAsync("drift", SiteFolder.Stack)).Succeeded();
        (await site.Folder.PulumiAsync("preview", "--expect-no-changes")).Succeeded();
    }
}
