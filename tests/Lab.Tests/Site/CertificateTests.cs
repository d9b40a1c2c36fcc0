using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Enginsight.Lab.Tests.Lab;
using Enginsight.Lab.Tests.Mutations;

namespace Enginsight.Lab.Tests.Site;

/// <summary>
/// The stack's own certificate is replaced, for each reason that there is: a name of it changes, its time comes, the
/// time of its CA comes. In all of them resources are replaced whose outputs others read.
/// </summary>
[Collection(SiteCollection.Name)]
public class CertificateTests(CustomerSite site)
{
    private const int LoadBalancer = 10;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public Task Up_NameOfTheUserInterfaceChanged_IsServedAndAgentsNoticeNothing() =>
        ChangeNameAsync("appDomain", "start.site.test");

    [FullFact]
    public Task Up_NameOfTheApiChanged_IsServedAndBrowsersNoticeNothing() =>
        ChangeNameAsync("apiDomain", "agents.site.test");

    [Fact]
    public async Task Up_CertificateDueForRenewal_IsRenewedAndClientsNoticeNothing()
    {
        await site.BringUpAsync(new SiteLayout());
        var (before, secrets) = (await ServedAsync(), await site.SecretsAsync());
        await SetEndAsync("certificates-leaf", days: 59);

        var report = await site.UnderLoadAsync(async () => (await site.Folder.UpAsync()).Succeeded());

        SiteLoad.AssertNothingLost(report);
        Assert.NotEqual(before, await ServedAsync());
        Assert.Equal(secrets, await site.SecretsAsync());
        Assert.Empty(await SiteHealth.ProblemsAsync(site, new SiteLayout()));
        site.LeaveWell();
    }

    [Fact]
    public async Task Up_CaThatHasEnded_IsReplacedAndServesACertificateOfTheNewOne()
    {
        await site.BringUpAsync(new SiteLayout());
        var (before, secrets) = (await ServedAsync(), await site.SecretsAsync());
        await SetEndAsync("certificates-ca", days: -1);

        var report = await site.UnderLoadAsync(
            site.ApiDomain, async () => (await site.Folder.UpAsync()).Succeeded(), anyAuthority: true);

        SiteLoad.AssertNothingLost(report);
        Assert.NotEqual(before, await ServedAsync());
        Assert.NotEqual(secrets["caCertificate"], (await site.SecretsAsync())["caCertificate"]);
        Assert.Empty(await SiteHealth.ProblemsAsync(site, new SiteLayout())); // whose clients trust the new CA alone
        site.LeaveWell();
    }

    /// <summary>
    /// The CA is Debian's pebble, whose certificates are due as soon as they are issued. The first one comes once the
    /// site is open; the next one is certbot's timer's matter alone.
    /// </summary>
    [Fact]
    public async Task Certificate_ByAcme_IsIssuedAndRenewedAndClientsNoticeNothing()
    {
        await site.BringUpAsync(new SiteLayout());
        var stackFile = await File.ReadAllTextAsync(site.Folder.StackFile);
        var own = await ServedAsync();
        try
        {
            await TrustPebbleAsync();
            var report = await site.UnderLoadAsync(
                site.ApiDomain,
                async () =>
                {
                    (await site.Folder.UpAsync()).Succeeded();
                    var issued = await ServedAsync();
                    Assert.NotEqual(own, issued);
                    (await site.InVmAsync(LoadBalancer, "systemctl start certbot.service")).Succeeded();
                    await Wait.UntilAsync(
                        "nginx serves the renewed certificate", async () => await ServedAsync() != issued, Minute);
                },
                anyAuthority: true);

            SiteLoad.AssertNothingLost(report);
            (await site.Folder.ScriptAsync("drift", SiteFolder.Stack)).Succeeded();
        }
        finally
        {
            await File.WriteAllTextAsync(site.Folder.StackFile, stackFile);
        }

        await site.BringUpAsync(new SiteLayout());
        Assert.Equal("0", (await site.InVmAsync(LoadBalancer, "ls /etc/nginx/sites-enabled | grep -c acme")).Trimmed);
        site.LeaveWell();
    }

    /// <summary>
    /// The other kind of key; and a load balancer that has got its certificate before, by certbot's own web server, as the
    /// vendor's text has it: it is served at once, and from then on renewed by the port 80 that is open.
    /// </summary>
    [FullTheory]
    [InlineData("rsa", "1.2.840.113549.1.1.1", false)]
    [InlineData("ecdsa", "1.2.840.10045.2.1", true)]
    public async Task Certificate_ByAcme_OfEitherKeyAndWhereALineageIsThere_IsRenewedByPort80(
        string key, string algorithm, bool isThere)
    {
        await site.BringUpAsync(new SiteLayout());
        var stackFile = await File.ReadAllTextAsync(site.Folder.StackFile);
        try
        {
            await TrustPebbleAsync();
            site.Edit(text => text.Replace(
                "    acme:\n", $"    acme:\n      keyType: {key}\n", StringComparison.Ordinal));
            if (isThere)
                await IssueByHandAsync();
            var report = await site.UnderLoadAsync(
                site.ApiDomain, async () => (await site.Folder.UpAsync()).Succeeded(), anyAuthority: true);

            SiteLoad.AssertNothingLost(report);
            Assert.Equal(algorithm, (await CertificateAsync()).GetKeyAlgorithm());
            Assert.Equal(
                $"{site.AppDomain}\nauthenticator = webroot",
                (await site.InVmAsync(
                    LoadBalancer, "cd /etc/letsencrypt; ls -d live/*/ | cut -d/ -f2; grep -h ^authenticator renewal/*"))
                    .Trimmed);
            var issued = await ServedAsync();
            (await site.InVmAsync(LoadBalancer, "systemctl start certbot.service")).Succeeded();
            await Wait.UntilAsync(
                "nginx serves the renewed certificate", async () => await ServedAsync() != issued, Minute);
            Assert.Equal(algorithm, (await CertificateAsync()).GetKeyAlgorithm());
            (await site.Folder.ScriptAsync("drift", SiteFolder.Stack)).Succeeded();
        }
        finally
        {
            await File.WriteAllTextAsync(site.Folder.StackFile, stackFile);
        }

        await site.BringUpAsync(new SiteLayout());
        (await site.InVmAsync(LoadBalancer, "rm -r /etc/letsencrypt")).Succeeded();
        site.LeaveWell();
    }

    private async Task ChangeNameAsync(string setting, string name)
    {
        await site.BringUpAsync(new SiteLayout());
        var other = setting == "appDomain" ? site.ApiDomain : site.AppDomain;
        var before = await site.SecretsAsync();
        var stackFile = await File.ReadAllTextAsync(site.Folder.StackFile);
        try
        {
            site.Edit(text => text.Replace(
                $"{setting}: {Named(setting)}", $"{setting}: {name}", StringComparison.Ordinal));

            var report = await site.UnderLoadAsync(
                other, async () => (await site.Folder.UpAsync()).Succeeded());

            SiteLoad.AssertNothingLost(report);
            Assert.Empty(await SiteHealth.ProblemsAsync(site, new SiteLayout()));
            Assert.Equal(before, await site.SecretsAsync());
            site.LeaveWell();
        }
        finally
        {
            await File.WriteAllTextAsync(site.Folder.StackFile, stackFile);
        }
    }

    /// <summary>Lets pebble find the names, and writes it into the stack file.</summary>
    private async Task TrustPebbleAsync()
    {
        const int registry = 40;
        var (lb, ca) = ($"{CustomerSite.Subnet}{LoadBalancer}", $"{CustomerSite.Subnet}{registry}");
        (await site.InVmAsync(registry, $"echo {lb} {site.AppDomain} {site.ApiDomain} >>/etc/hosts")).Succeeded();
        var pem = (await site.InVmAsync(registry, "cat /etc/pebble/server.pem")).Succeeded().Output;
        var lines = string.Concat(pem.Trim().Split('\n').Select(line => $"        {line}\n"));
        site.Edit(text => text.Replace(
            "  enginsight-infra:registry:",
            $"""
              enginsight-infra:certificate:
                acme:
                  email: ops@site.test
                  server: https://{ca}:14000/dir
                  caCertificate: |
            {lines}  enginsight-infra:registry:
            """,
            StringComparison.Ordinal));
    }

    /// <summary>As a person does it, with the site off for as long as that takes: two names, by certbot alone.</summary>
    private async Task IssueByHandAsync() => (await site.InVmAsync(LoadBalancer, $"""
        set -e
        DEBIAN_FRONTEND=noninteractive apt-get install -y certbot >/dev/null
        systemctl stop nginx
        trap 'systemctl start nginx' EXIT
        certbot certonly --standalone --non-interactive --agree-tos --email ops@site.test --no-verify-ssl \
          --server https://{CustomerSite.Subnet}40:14000/dir -d {site.AppDomain} -d {site.ApiDomain}
        """)).Succeeded();

    private string Named(string setting) => setting == "appDomain" ? site.AppDomain : site.ApiDomain;

    /// <summary>Thumbprint of the certificate that clients get.</summary>
    private async Task<string> ServedAsync() => (await CertificateAsync()).GetCertHashString();

    private async Task<X509Certificate> CertificateAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var door = await site.DoorAsync() with { CaCertificates = null, AnyAuthority = true };
        await using var stream = (SslStream)await door.OpenAsync(site.ApiDomain, limit.Token);
        return new X509Certificate2(stream.RemoteCertificate!);
    }

    /// <summary>Lets a certificate end at another time, as far as the state knows: what the clock would do.</summary>
    /// <param name="days">From now.</param>
    private Task SetEndAsync(string name, int days) => site.Folder.EditStateAsync(export =>
    {
        var state = JsonNode.Parse(export)!;
        var certificate = state["deployment"]!["resources"]!.AsArray()
            .Single(resource => resource!["urn"]!.GetValue<string>().EndsWith($"::{name}", StringComparison.Ordinal));
        certificate!["outputs"]!["validityEndTime"] = TimeProvider.System.GetUtcNow().AddDays(days).ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return state.ToJsonString();
    });
}
