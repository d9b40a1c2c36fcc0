using Enginsight.Lab.Tests.Lab;
using Enginsight.Ops.Bundle;
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
        Shell.Run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", _bundles.At("key"));
    }

    /// <summary>The tests after this one get a site that has a network.</summary>
    public async Task DisposeAsync()
    {
        _bundles.Dispose();
        await ClosedAsync("remove", Vms, Registry);
        await site.MakeAsync(PulumiCli.Root);
    }

    [FullFact]
    public async Task Site_WithoutAnyNetwork_IsSetUpGrownRepairedUpdatedAndRolledBackFromBundles()
    {
        var two = SiteLayout.Unnamed(11, 12);
        var three = new SiteLayout { AppServers = [.. two.AppServers, new(13)] };
        site.Write(two);
        await MakeBundlesAsync();
        await ClosedAsync("close", Vms);
        await ClosedAsync("admin", Vms, $"{CustomerSite.Subnet}50", site.Folder.Path);

        await UnpackAsync("first");
        await RefuseAsync();
        (await UpAsync()).Succeeded();
        await AssertWellAsync(two, "7.17.31");

        site.Write(three);
        (await UpAsync()).Succeeded();
        await AssertWellAsync(three, "7.17.31");

        await RepairAsync();
        await AssertWellAsync(three, "7.17.31");

        await UpdateAsync();
        await AssertWellAsync(three, "7.17.32");

        SiteLoad.AssertNothingLost(await site.UnderLoadAsync(async () =>
            (await OnAdminAsync("./scripts/rollback", SiteFolder.Stack, "--yes")).Succeeded()));
        await AssertWellAsync(three, "7.17.31");
    }

    /// <summary>Of the versions that the site begins with, and of two newer ones.</summary>
    private async Task MakeBundlesAsync()
    {
        const string next = "  enginsight-infra:updates:";
        const string versions = "  enginsight-infra:versions:\n    server-m2: 7.17.32\n    ui-m1: 7.17.13\n";
        await MakeBundleAsync("first");
        site.Edit(text => text.Replace(next, versions + next, StringComparison.Ordinal));
        await MakeBundleAsync("second");
        Assert.Equal(await UnchangedAsync("first"), await UnchangedAsync("second"));
        site.Edit(text => text.Replace(versions, $"""
              enginsight-infra:bundle: bundle
              enginsight-infra:bundleSigner: {File.ReadAllText(_bundles.At("key.pub")).Trim()}

            """, StringComparison.Ordinal));
    }

    /// <summary>Nothing of a bundle that is not as it was made gets to a VM.</summary>
    private async Task RefuseAsync()
    {
        foreach (var (file, refusal) in new[]
        {
            ("bundle/list", "list is not as it was made"),
            ("bundle/list.sig", "bundle/list is not signed with the key of bundleSigner"),
            ("bundle/packages/nginx_*", "packages/nginx_.* is not as the bundle's list has it"),
            ("bundle/images/*.tar.gz", "images/.*.tar.gz is not as the bundle's list has it"),
            ("program/Enginsight.Infra.dll", "program/Enginsight.Infra.dll is not as the bundle has it"),
        })
        {
            await UnpackAsync("first");
            (await OnAdminAsync("bash", "-euc", $"""
                files=({file})
                printf '!spoiled' | dd of="$files" bs=1 seek=100 conv=notrunc status=none
                """)).Succeeded();

            var refused = (await UpAsync()).Failed();

            Assert.Matches(refusal, refused.Text);
            Assert.Equal("", (await site.InVmAsync(10, "ls /var/lib/enginsight 2>/dev/null || true")).Trimmed);
        }

        await UnpackAsync("first");
    }

    /// <summary>Image and package that somebody has taken away come from what the VM was brought.</summary>
    private async Task RepairAsync()
    {
        (await site.InVmAsync(11, "docker rm -f $(docker ps -q) && docker rmi $(docker images -q)")).Succeeded();
        (await site.InVmAsync(10, "chmod 644 /etc/nginx/ssl/privkey.pem")).Succeeded();
        var drift = (await OnAdminAsync("./scripts/drift", SiteFolder.Stack)).Failed();
        Assert.Contains("server-m2", drift.Output, StringComparison.Ordinal);

        (await OnAdminAsync("./scripts/up", SiteFolder.Stack, "--repair", "--yes")).Succeeded();
    }

    /// <summary>From the file that was carried in, which is unpacked in the place of the one before.</summary>
    private async Task UpdateAsync()
    {
        File.Copy(_bundles.At("second.tar.gz"), Path.Combine(site.Folder.Path, "second.tar.gz"));
        (await OnAdminAsync(
            "./scripts/update-versions", SiteFolder.Stack, "--from", "second.tar.gz", "--yes")).Succeeded();
        await UnpackAsync("second");
        SiteLoad.AssertNothingLost(await site.UnderLoadAsync(async () => (await UpAsync()).Succeeded()));
    }

    private async Task AssertWellAsync(SiteLayout layout, string version)
    {
        Assert.Empty(await SiteHealth.ProblemsAsync(site, layout));
        foreach (var vm in layout.AppServers)
        {
            Assert.Contains(
                $"server-m2:{version} ",
                (await site.InVmAsync(vm.Number, "docker ps")).Output,
                StringComparison.Ordinal);
        }
    }

    private async Task MakeBundleAsync(string name)
    {
        var made = (await site.Folder.ScriptAsync(
            "bundle", SiteFolder.Stack, "-o", _bundles.At($"{name}.tar.gz"), "--sign", _bundles.At("key"))).Succeeded();
        Assert.Matches(@"\nprogram \.\.\. [0-9.]+ MB, \d+ s\n", made.Output);
        Assert.Matches(@"\nimages: [1-9][0-9.]+ MB, \d+ s\n", made.Output);
    }

    /// <summary>In the place of what was there; stack file and state stay.</summary>
    private async Task UnpackAsync(string name) => (await Shell.RunAsync(
        ["bash", "-euc", """
            find . -mindepth 1 -maxdepth 1 ! -name stacks ! -name .state -exec rm -rf {} +
            tar -xf "$1" --strip-components=1
            """, "unpack", _bundles.At($"{name}.tar.gz")],
        site.Folder.Path)).Succeeded();

    /// <summary>
    /// What is the same in both bundles, and so has the same checksums: program, packages, other images.
    /// </summary>
    private async Task<IEnumerable<string>> UnchangedAsync(string name)
    {
        string[] changed = [BundleFolder.Versions, "server-m2", "ui-m1"];
        var list = await Shell.RunAsync(["tar", "-xOf", _bundles.At($"{name}.tar.gz"), "enginsight/bundle/list"]);
        var lines = list.Succeeded().Output.Split('\n')
            .Where(line => !line.StartsWith('#') && !changed.Any(word => line.Contains(word, StringComparison.Ordinal)))
            .ToArray();
        Assert.Contains(lines, line => line.EndsWith($" {BundleFolder.Program}", StringComparison.Ordinal));
        return lines;
    }

    private static Task<CommandResult> UpAsync() => OnAdminAsync("./up", SiteFolder.Stack, "--yes");

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
