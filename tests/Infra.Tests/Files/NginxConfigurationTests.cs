using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Files;

/// <summary>The rendered site is one that nginx itself accepts, with a certificate that openssl made.</summary>
[Collection("stack")]
public class NginxConfigurationTests
{
    [Theory]
    [InlineData("appDomain", "app.example.org")]
    [InlineData("appDomain", "192.0.2.10")]
    [InlineData("loadBalancer", """{"host":"192.0.2.10","trustedProxies":["10.0.1.0/24","2001:db8::1"]}""")]
    [InlineData("loadBalancer", """{"host":"192.0.2.10","rejectUnknownNames":false,"webSocketTimeout":7200}""")]
    public async Task Site_PassesNginxTestWithoutAWarning(string key, string value)
    {
        var files = Bundle.Parse((await DeployedStack.RunAsync(Config.With(key, value)))["lb-balancer"].Stdin);

        var (exitCode, output) = await TestAsync(files["/etc/nginx/sites-available/ngs.conf"]);

        Assert.True(exitCode == 0 && !output.Contains("[warn]", StringComparison.Ordinal), output);
    }

    private static async Task<(int ExitCode, string Output)> TestAsync(string site)
    {
        using var files = new Scratch();
        var folder = files.Path;
        (await Shell.RunAsync([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", "/CN=test", "-keyout", files.At("privkey.pem"), "-out", files.At("fullchain.pem")])).Succeeded();
        foreach (var upstream in new[] { "apiServers", "appServers" })
        {
            await RunAsync("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                "-subj", "/CN=test", "-keyout", $"{folder}/privkey.pem", "-out", $"{folder}/fullchain.pem");
            site = site
                .Replace("/etc/nginx/enginsight", folder, StringComparison.Ordinal)
                .Replace("/run/enginsight", folder, StringComparison.Ordinal)
                .Replace("/var/log/nginx", folder, StringComparison.Ordinal)
                .Replace("/etc/nginx/ssl", folder, StringComparison.Ordinal);
            File.WriteAllText(
                $"{folder}/nginx.conf",
                $"{LuaNginx.Modules}pid {folder}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n");
            return await RunAsync("nginx", "-t", "-c", $"{folder}/nginx.conf");
        }

        var site = bundle[(bundle.IndexOf('\n', StringComparison.Ordinal) + 1)..]
            .Replace("/etc/nginx/enginsight", folder, StringComparison.Ordinal)
            .Replace("/etc/nginx/ssl", folder, StringComparison.Ordinal);
        files.Write("nginx.conf", $"pid {folder}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n");
        return await Shell.RunAsync(["nginx", "-t", "-c", files.At("nginx.conf")]);
    }
}
