using System.Text;
using Enginsight.Infra.Settings;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Lab.Tests.Mutations;
using Enginsight.Ops.Stacks;

namespace Enginsight.Lab.Tests.Site.Typed;

/// <summary>
/// Five VMs that somebody has set up with the vendor's text on load balancing in hand, and none of our tools: nginx's
/// text in sites-available/default, the rules of rules.v4 as they are printed, redis for everybody.
/// </summary>
[Collection(SiteCollection.Name)]
public sealed class TypedSiteTests(CustomerSite site) : IAsyncLifetime
{
    private const int LoadBalancer = 10;
    private const int Services = 20;
    private const string Secret = "the_secret_that_was_copied-0123456789";
    private static readonly SiteLayout Layout = new() { AppServers = [new(11, "app1"), new(12, "app2")] };

    public Task InitializeAsync() => site.MakeAsync(PulumiCli.Root);

    /// <summary>The tests after this one get bare VMs.</summary>
    public Task DisposeAsync()
    {
        site.GivenCertificate = null;
        return site.MakeAsync(PulumiCli.Root);
    }

    /// <summary>The text names both files, and more people have the first.</summary>
    [FullTheory]
    [InlineData("ngs.conf")]
    [InlineData("default")]
    public async Task Up_OfAnInstallationTypedFromTheVendorsText_TakesItOverAndClientsNoticeNothing(string nginxSite)
    {
        await TypeAsync(nginxSite);
        await LetSudoAskAsync();
        site.Write(Layout);
        site.Edit(text => text.Replace("  enginsight-infra:registry:", """
              enginsight-infra:certificate:
                certificatePath: /etc/nginx/ssl/fullchain.pem
                privateKeyPath: /etc/nginx/privkey.pem
              enginsight-infra:registry:
            """, StringComparison.Ordinal));

        (await site.Folder.ScriptAsync("adopt", SiteFolder.Stack, "app1", "--yes")).Succeeded();
        (await site.Folder.ScriptAsync("cutover-check", SiteFolder.Stack)).Succeeded();
        var report = await site.UnderLoadAsync(async () => (await site.Folder.UpAsync()).Succeeded());

        SiteLoad.AssertNothingLost(report);
        Assert.Empty(await SiteHealth.ProblemsAsync(site, Layout));
        Assert.Equal(Secret, (await site.SecretsAsync())["jwtSecret"]);
    }

    private async Task TypeAsync(string nginxSite)
    {
        await Task.WhenAll(TypeOnAsync(LoadBalancer, $"balancer {nginxSite}"), TypeOnAsync(30, "database"));
        await Task.WhenAll(Layout.AppServers
            .Select(vm => TypeOnAsync(vm.Number, "app-server", ImageVersions.Ui, ImageVersions.Server))
            .Append(TypeOnAsync(Services, "services", [.. ImageVersions.Services])));
        site.GivenCertificate = (await site.InVmAsync(LoadBalancer, "cat /etc/nginx/ssl/fullchain.pem"))
            .Succeeded().Output;
    }

    /// <summary>The VM that nobody logs in to as root asks for a password, as sudo does unless it is told otherwise.</summary>
    private async Task LetSudoAskAsync()
    {
        const string password = "what-sudo-asks-for";
        (await site.InVmAsync(SiteVm.OfUserOps, "chpasswd && echo 'ops ALL=(ALL) ALL' >/etc/sudoers.d/ops", $"ops:{password}"))
            .Succeeded();
        await site.Folder.SetSecretAsync("ssh.sudoPassword", password);
    }

    /// <summary>Does on a VM what the text has an administrator do there.</summary>
    /// <param name="services">Services whose containers run there.</param>
    private async Task TypeOnAsync(int number, string role, params string[] services)
    {
        var folder = Path.Combine(PulumiCli.Root, "tests", "Lab.Tests", "Site", "Typed");
        var template = Path.Combine(PulumiCli.Root, "infra", "Files", "enterprise", "config.json");
        var containers = services.Select(service => $"{service}:{ImageVersions.Defaults[service]}");
        var script = new StringBuilder()
            .AppendLine($"set -- {role}")
            .AppendLine($"subnet={CustomerSite.Subnet} app_domain={site.AppDomain} api_domain={site.ApiDomain}")
            .AppendLine($"secret={Secret} containers='{string.Join('\n', containers)}'")
            .Append(await File.ReadAllTextAsync(Path.Combine(folder, "typed.sh")));
        (await site.InVmAsync(
            number,
            script.ToString(),
            $"{await site.RegistryPasswordAsync()}\n{await File.ReadAllTextAsync(template)}")).Succeeded();
    }
}
