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

        var test = (await TestAsync(files["/etc/nginx/sites-available/ngs.conf"])).Succeeded();

        Assert.DoesNotContain("[warn]", test.Error, StringComparison.Ordinal);
    }

    private static async Task<CommandResult> TestAsync(string site)
    {
        using var files = new Scratch();
        (await Shell.RunAsync([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-subj", "/CN=test", "-keyout", files.At("privkey.pem"), "-out", files.At("fullchain.pem")])).Succeeded();
        foreach (var folder in new[] { "/etc/nginx/enginsight", "/run/enginsight", "/var/log/nginx", "/etc/nginx/ssl" })
            site = site.Replace(folder, files.Path, StringComparison.Ordinal);
        files.Write(
            "nginx.conf", $"{LuaNginx.Modules}pid {files.At("pid")};\nevents {{}}\nhttp {{\n{site}\n}}\n");
        return await Shell.RunAsync(["nginx", "-t", "-c", files.At("nginx.conf")]);
    }
}
