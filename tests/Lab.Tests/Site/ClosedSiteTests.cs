using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// A site whose VMs reach no mirror and no registry, on an admin machine that is a bare Debian without .NET: all of it
/// from bundles.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class ClosedSiteTests(CustomerSite site) : IAsyncLifetime
{
    private const string Vms = $"enginsight-{SiteFolder.Stack}";
    private const string Registry = $"{CustomerSite.Subnet}40:5000";
    private readonly Scratch _bundles = new();

    public async Task InitializeAsync()
    {
        await site.MakeAsync(PulumiCli.Root);
        await ClosedAsync("images", Registry);
    }

    /// <summary>The tests after this one get a site that has a network.</summary>
    public async Task DisposeAsync()
    {
        _bundles.Dispose();
        await ClosedAsync("remove", Vms, Registry);
        await site.MakeAsync(PulumiCli.Root);
    }

    [FullFact]
    public async Task Site_WithoutAnyNetwork_IsSetUpUpdatedAndGrowsFromBundles()
    {
        var two = SiteLayout.Unnamed(11, 12);
        site.Write(two);
        await MakeBundleAsync("first");
        site.Edit(text => text.Replace("  enginsight-infra:updates:", """
              enginsight-infra:versions:
                server-m2: 7.17.32
                ui-m1: 7.17.13
              enginsight-infra:updates:
            """, StringComparison.Ordinal));
        await MakeBundleAsync("second");
        await ClosedAsync("close", Vms);

        await UnpackAsync("first");
        site.Edit(text => text.Replace("    server-m2: 7.17.32\n    ui-m1: 7.17.13\n", "    server-m2: 7.17.31\n",
            StringComparison.Ordinal) + "  enginsight-infra:bundle: bundle\n");
        await ClosedAsync("admin", Vms, $"{CustomerSite.Subnet}50", site.Folder.Path);
        await UpAsync();
        Assert.Empty(await SiteHealth.ProblemsAsync(site, two));

        var three = new SiteLayout { AppServers = [.. two.AppServers, new(13)] };
        site.Write(three);
        await UpAsync();
        Assert.Empty(await SiteHealth.ProblemsAsync(site, three));

        await UnpackAsync("second");
        (await OnAdminAsync("./scripts/update-versions", SiteFolder.Stack, "--from", "bundle", "--yes")).Succeeded();
        var report = await site.UnderLoadAsync(UpAsync);
        SiteLoad.AssertNothingLost(report);
        Assert.Empty(await SiteHealth.ProblemsAsync(site, three));
        Assert.Contains("server-m2:7.17.32", (await site.InVmAsync(13, "docker ps")).Output, StringComparison.Ordinal);
    }

    private async Task MakeBundleAsync(string name) => (await site.Folder.ScriptAsync(
        "bundle", SiteFolder.Stack, "-o", _bundles.At($"{name}.tar.gz"))).Succeeded();

    /// <summary>In the place of what was there; stack file and state stay.</summary>
    private async Task UnpackAsync(string name) => (await Shell.RunAsync(
        ["bash", "-euc", """
            find . -mindepth 1 -maxdepth 1 ! -name stacks ! -name .state -exec rm -rf {} +
            tar -xf "$1" --strip-components=1
            """, "unpack", _bundles.At($"{name}.tar.gz")],
        site.Folder.Path)).Succeeded();

    private async Task UpAsync() => (await OnAdminAsync("./up", SiteFolder.Stack, "--yes")).Succeeded();

    private static Task<CommandResult> OnAdminAsync(params string[] command) =>
        Shell.RunAsync(["docker", "exec", $"{Vms}-admin", .. command]);

    private static async Task ClosedAsync(params string[] arguments) => (await Shell.RunAsync(
        ["bash", "-euc", """
            image() { sed -n "s/.*\"$1\": \"\([^\"]*\)\".*/\1/p" .state/lab-images.json; }
            export vm_image=$(image vm) standin_image=$(image standin)
            tests/Lab.Tests/Site/closed.sh "$@"
            """, "closed", .. arguments],
        PulumiCli.Root)).Succeeded();
}
