using System.Text.Json.Nodes;

namespace Enginsight.Infra.Tests.Stack;

/// <summary>What the seed asks for on each VM, in the commands that the stack would run.</summary>
[Collection("stack")]
public class TopologyTests
{
    [Fact]
    public async Task LoadBalancer_Site_HasBothServersUpstreamsAndRedirect()
    {
        var site = (await DeployedStack.RunAsync(Config.Site()))["lb-balancer"].Stdin;

        Assert.Contains("proxy_pass http://apiServers;", site, StringComparison.Ordinal);
        Assert.Contains("proxy_pass http://appServers;", site, StringComparison.Ordinal);
        Assert.Contains("return 301 https://$host$request_uri;", site, StringComparison.Ordinal);
        Assert.Contains("proxy_http_version 1.1;", site, StringComparison.Ordinal);
        Assert.Contains("proxy_set_header Upgrade $http_upgrade;", site, StringComparison.Ordinal);
        Assert.Contains("client_max_body_size 200m;", site, StringComparison.Ordinal);
        Assert.Contains("ssl_reject_handshake on;", site, StringComparison.Ordinal);
        Assert.Contains("    server_name app.example.org;", site, StringComparison.Ordinal);
        Assert.Contains("    server_name api.example.org;", site, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadBalancer_NamedByAddress_AcceptsHandshakesWithoutName()
    {
        var site = (await DeployedStack.RunAsync(Config.With("appDomain", "192.0.2.10")))["lb-balancer"].Stdin;

        Assert.DoesNotContain("ssl_reject_handshake", site, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadBalancer_RejectUnknownNamesOff_GivesThemTheApi()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("loadBalancer.rejectUnknownNames", false));

        Assert.DoesNotContain("default_server", stack["lb-balancer"].Stdin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadBalancer_TrustedProxies_AreBelieved()
    {
        var stack = await DeployedStack.RunAsync(
            Config.WithPath("loadBalancer.trustedProxies", new JsonArray("10.0.1.0/24", "2001:db8::1")));
        var site = stack["lb-balancer"].Stdin;

        Assert.Equal(3, site.Split("set_real_ip_from 10.0.1.0/24;").Length);
        Assert.Equal(3, site.Split("set_real_ip_from 2001:db8::1;").Length);
        Assert.Equal(3, site.Split("real_ip_header X-Forwarded-For;").Length);
    }

    [Fact]
    public async Task LoadBalancer_Upstream_NamesTheInternalAddressOfEachAppServer()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Contains("address='10.0.0.11'", stack["app1-upstream"].Script, StringComparison.Ordinal);
        Assert.Contains("address='10.0.0.12'", stack["app2-upstream"].Script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(500)]
    public async Task Upstreams_AnyCountOfAppServers_HoldEachOfThem(int count)
    {
        var upstreams = await Outputs.ValueAsync((await DeployedStack.RunAsync(Config.WithAppServers(count)))
            .Stack.Upstreams);

        var addresses = Enumerable.Range(0, count).Select(i => $"10.1.{i / 200}.{10 + (i % 200)}").ToArray();
        Assert.Equal(addresses.Select(address => $"{address}:8080"), upstreams["apiServers"]);
        Assert.Equal(addresses.Select(address => $"{address}:80"), upstreams["appServers"]);
    }

    [Fact]
    public async Task LoadBalancer_OwnCertificate_IsChainAndKey()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        Assert.Equal(
            "==> /etc/nginx/ssl/fullchain.pem 0644 root:root\nleaf certificate\nca certificate\n"
            + "==> /etc/nginx/ssl/privkey.pem 0600 root:root\ncertificates-leaf-key pem\n",
            stack["lb-certificate"].Stdin);
    }

    [Fact]
    public async Task LoadBalancer_CertificateOnVm_IsUsedFromItsPaths()
    {
        var stack = await DeployedStack.RunAsync(Config.With(
            "certificate", """{"certificatePath":"/etc/tls/chain.pem","privateKeyPath":"/etc/tls/key.pem"}"""));

        Assert.Contains("ssl_certificate /etc/tls/chain.pem;", stack["lb-balancer"].Stdin, StringComparison.Ordinal);
        Assert.Contains("ssl_certificate_key /etc/tls/key.pem;", stack["lb-balancer"].Stdin, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Resources, r => r.Type.StartsWith("tls:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AppServer_Compose_HasUiAndServerWithTheirPortsAndVersions()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("versions.server-m2", "9.9.9"));
        var files = stack["app1-configuration"].Stdin;

        Assert.Contains("image: registry.enginsight.com/enginsight/ui-m1:7.17.12", files, StringComparison.Ordinal);
        Assert.Contains("image: registry.enginsight.com/enginsight/server-m2:9.9.9", files, StringComparison.Ordinal);
        Assert.Contains("- \"80:80\"", files, StringComparison.Ordinal);
        Assert.Contains("- \"8080:8080\"", files, StringComparison.Ordinal);
        Assert.Contains("server-m2:9.9.9", stack["app1-images"].Script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AppServer_Configuration_HasTheVendorsFiles()
    {
        var files = (await DeployedStack.RunAsync(Config.Site()))["app1-configuration"].Stdin;

        foreach (var file in new[]
        {
            "docker-compose.yml", "conf/services/config.json", "conf/ui-m1/environment.js", "conf/DEFAULT_APP_URL.conf",
            "conf/DEFAULT_API_URL.conf", "conf/ACCEPTED_EULA.conf",
        })
        {
            Assert.Contains($"==> /opt/enginsight/enterprise/{file} 0644 root:root\n", files, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ServicesServer_Compose_HasNineServicesAndTheCveDatabase()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());
        var files = stack["services-configuration"].Stdin;

        foreach (var service in new[]
        {
            "sentinel-m3", "reporter-m4", "profiler-m22", "anomalies-m28", "scheduler-m29", "updater-m34",
            "generator-m35", "historian-m38", "themis-m43",
        })
        {
            Assert.Contains($"\n  {service}:\n", files, StringComparison.Ordinal);
            Assert.Contains($"/enginsight/{service}:", stack["services-images"].Script, StringComparison.Ordinal);
        }

        Assert.Contains("image: mongo:4", files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_Firewall_LetsExactlyTheOtherVmsThrough()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());
        var allowed = stack.Commands.Where(c => c.Name.StartsWith("db-allow-", StringComparison.Ordinal))
            .Select(c => c.Script.Split('\n').Single(line => line.StartsWith("  address=", StringComparison.Ordinal)).Trim());

        Assert.Equal(
            ["address='10.0.0.11'", "address='10.0.0.12'", "address='10.0.0.20'", "address='10.0.0.30'"],
            allowed.Order());
    }

    [Fact]
    public async Task Mail_ByDefault_IsTheSameOnServicesAndAppServers()
    {
        var stack = await DeployedStack.RunAsync(Config.WithPath("mail.host", "smtp.example.org"));

        Assert.Equal(
            Email(stack["services-configuration"].Stdin),
            Email(stack["app1-configuration"].Stdin));
        Assert.Contains("smtp.example.org", Email(stack["app1-configuration"].Stdin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_NotOnAppServers_IsOnServicesOnly()
    {
        var stack = await DeployedStack.RunAsync(Config.With(
            "mail", """{"host":"smtp.example.org","user":"u","password":"secret-pw","onAppServers":false}"""));

        Assert.DoesNotContain("smtp.example.org", stack["app1-configuration"].Stdin, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-pw", stack["app1-secrets"].Stdin, StringComparison.Ordinal);
        Assert.Contains("smtp.example.org", stack["services-configuration"].Stdin, StringComparison.Ordinal);
        Assert.Contains(
            "DEFAULT_EMAIL_PASS.conf 0600 root:root\nsecret-pw\n",
            stack["services-secrets"].Stdin,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task JwtSecret_Generated_IsTheSameEverywhere()
    {
        var stack = await DeployedStack.RunAsync(Config.Site());

        foreach (var vm in new[] { "app1", "app2", "services" })
        {
            Assert.Contains(
                "DEFAULT_JWT_SECRET.conf 0600 root:root\njwt-secret-value-value\n",
                stack[$"{vm}-secrets"].Stdin,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task JwtSecret_Given_IsUsedAndNoneIsGenerated()
    {
        var stack = await DeployedStack.RunAsync(Config.With("jwtSecret", "Given_Secret-1"));

        Assert.Contains("\nGiven_Secret-1\n", stack["app1-secrets"].Stdin, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Resources, r => r.Name == "jwt-secret-value");
    }

    /// <summary>A file's lines without comments.</summary>
    private static IEnumerable<string> Lines(string bundle, string path) =>
        Bundle.Parse(bundle)[path].Split('\n').Where(line => line.Length > 0 && line[0] != '#');

    private static string Email(string files) => files.Split("\"email\": ")[1].Split("\"integrations\"")[0];
}
