using Enginsight.Lab.Tests.Lab;
using Enginsight.Lab.Tests.Mutations;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// VMs that get another name, another place in the list, or another role. The names of the program's resources follow
/// all three, so the old names' undo meets what the new names have just put there, on the same VM.
/// </summary>
[Collection(SiteCollection.Name)]
public class OwnershipTests(CustomerSite site)
{
    private static readonly SiteLayout Named = new();
    private static readonly SiteVm App1 = new(11, "app1");
    private static readonly SiteVm App2 = new(12, "app2");
    private static readonly SiteVm App3 = new(13, "app3");

    private static readonly Dictionary<string, (SiteLayout Before, SiteLayout After)> Cases = new()
    {
        ["app2 renamed"] = (Named, Named with { AppServers = [App1, new(12, "web2"), App3] }),
        ["load balancer, services and database renamed"] = (Named, Named with
        {
            LoadBalancer = new(10, "balancer"),
            Services = new(20, "workers"),
            Database = new(30, "mongo"),
        }),
        ["first of three unnamed taken out"] = (SiteLayout.Unnamed(11, 12, 13), SiteLayout.Unnamed(12, 13)),
        ["hosts of two names swapped"] =
            (Named, Named with { AppServers = [new(12, "app1"), new(11, "app2"), App3] }),
        ["app server and services VM change roles"] =
            (Named, Named with { AppServers = [App1, App2, new(20, "app3")], Services = new(13) }),
    };

    private static readonly Dictionary<string, (SiteLayout Before, SiteLayout After)> FurtherCases = new()
    {
        ["load balancer renamed"] = (Named, Named with { LoadBalancer = new(10, "balancer") }),
        ["services renamed"] = (Named, Named with { Services = new(20, "workers") }),
        ["database renamed"] = (Named, Named with { Database = new(30, "mongo") }),
        ["two named swapped in the list"] = (Named, Named with { AppServers = [App2, App1, App3] }),
        ["two unnamed swapped in the list"] = (SiteLayout.Unnamed(11, 12, 13), SiteLayout.Unnamed(12, 11, 13)),
        ["names given to the unnamed"] = (SiteLayout.Unnamed(11, 12, 13), Named),
        ["app server becomes services VM"] =
            (Named, Named with { AppServers = [App1, App2], Services = new(13) }),
        ["services VM becomes app server"] = (
            Named with { AppServers = [App1, App2] },
            Named with { AppServers = [App1, App2, new(20, "app3")], Services = new(13) }),
        // Both go on running at their former addresses, as nothing undoes an update: app2 until its turn is over.
        ["app server moves to another VM"] = (
            Named with { AppServers = [App1, App2] }, Named with { AppServers = [App1, new(13, "app2")] }),
        ["services move to another VM"] = (
            Named with { AppServers = [App1, App2] }, Named with { AppServers = [App1, App2], Services = new(13) }),
    };

    /// <summary>Who is left running where it was, by the last number of its address.</summary>
    private static readonly Dictionary<string, int> LeftRunning = new()
    {
        ["app server moves to another VM"] = 12,
        ["services move to another VM"] = 20,
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> FurtherNames => [.. FurtherCases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Up_VmsChangeNamesOrRoles_NobodyNotices(string change) => AssertUnnoticedAsync(Cases[change]);

    [FullTheory]
    [MemberData(nameof(FurtherNames))]
    public async Task Up_VmsChangeNamesOrRolesInFurtherWays_NobodyNotices(string change)
    {
        var up = await AssertUnnoticedAsync(FurtherCases[change]);

        if (LeftRunning.TryGetValue(change, out var number))
        {
            Assert.Contains(
                $"{CustomerSite.Subnet}{number} is shut out; a VM that was left there goes on running", up.Output,
                StringComparison.Ordinal);
        }
    }

    private async Task<CommandResult> AssertUnnoticedAsync((SiteLayout Before, SiteLayout After) change)
    {
        await site.BringUpAsync(change.Before);
        var before = await site.SecretsAsync();
        site.Write(change.After);
        CommandResult? up = null;

        var report = await site.UnderLoadAsync(async () => up = await site.Folder.UpAsync());

        var problems = new List<string>(await SiteHealth.ProblemsAsync(site, change.After));
        if (up!.ExitCode != 0)
            problems.Insert(0, $"up: {up}");
        if (report.Failures + report.UncleanCloses > 0)
            problems.Insert(0, $"load: {report}");
        var after = await site.SecretsAsync();
        problems.AddRange(before.Keys.Where(name => before[name] != after[name]).Select(name => $"{name} is another"));
        Assert.True(problems.Count == 0, string.Join("\n\n", problems));
        SiteLoad.AssertNothingLost(report);
        site.LeaveWell();
        return up;
    }
}
