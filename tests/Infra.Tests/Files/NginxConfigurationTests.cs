using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>The rendered site is one that nginx itself accepts, with a certificate that openssl made.</summary>
[Collection("stack")]
public class NginxConfigurationTests
{
    [Theory]
    [InlineData("app.example.org")]
    [InlineData("192.0.2.10")]
    public async Task Site_WithServersInItsUpstreams_PassesNginxTest(string appDomain)
    {
        var site = (await DeployedStack.RunAsync(Config.With("appDomain", appDomain)))["site-nginx"].Stdin;

        (await TestAsync(site, servers: "server 10.0.0.11:8080 max_fails=1 fail_timeout=10s;")).Succeeded();
    }

    [Fact]
    public async Task Site_WithoutServers_IsRefused()
    {
        var site = (await DeployedStack.RunAsync(Config.Site()))["site-nginx"].Stdin;

        var test = (await TestAsync(site, servers: "")).Failed();

        Assert.Contains("no servers are inside upstream", test.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> TestAsync(string bundle, string servers)
    {
        using var files = new Scratch();
        var folder = files.Path;
        (await Shell.RunAsync([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", "/CN=test", "-keyout", files.At("privkey.pem"), "-out", files.At("fullchain.pem")])).Succeeded();
        foreach (var upstream in new[] { "apiServers", "appServers" })
        {
            Directory.CreateDirectory(files.At(upstream));
            if (servers.Length > 0)
                files.Write($"{upstream}/app1.conf", servers);
        }

        var site = bundle[(bundle.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            .Replace("/etc/nginx/enginsight", folder, StringComparison.Ordinal)
            .Replace("/etc/nginx/ssl", folder, StringComparison.Ordinal);
        files.Write("nginx.conf", $"pid {folder}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n");
        return await Shell.RunAsync(["nginx", "-t", "-c", files.At("nginx.conf")]);
    }
}
