using Enginsight.Infra.Tests.Settings;
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
    [InlineData(
        "loadBalancer", """{"host":"192.0.2.10","trustedProxies":["10.0.1.0/24"],"proxyProtocolPort":8443}""")]
    [InlineData("loadBalancer", """{"host":"192.0.2.10","rejectUnknownNames":false,"webSocketTimeout":7200}""")]
    public async Task Site_PassesNginxTestWithoutAWarning(string key, string value)
    {
        var files = Bundle.Parse((await DeployedStack.RunAsync(Config.With(key, value)))["lb-balancer"].Stdin);

        using var openssl = new OpenSsl();
        using var folder = new Scratch();
        var (certificate, privateKey) = openssl.SelfSigned();

        var test = await NginxTest.RunAsync(
            files["/etc/nginx/sites-available/ngs.conf"], folder,
            folder.Write("chain.pem", certificate), folder.Write("key.pem", privateKey));

        Assert.DoesNotContain("[warn]", test.Succeeded().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Site_WithACertificateByAcme_PassesNginxTestTogetherWithItsPort80(bool isPair)
    {
        var config = isPair ? Config.Pair() : Config.Site();
        config["certificate"] = """{"acme":{"email":"ops@example.org"}}""";
        var stack = await DeployedStack.RunAsync(config);
        var early = Bundle.Parse(stack["lb-certificate"].Stdin);
        var files = Bundle.Parse(stack["lb-balancer"].Stdin);
        const string port80 = "/etc/nginx/sites-enabled/00-enginsight-acme.conf";
        using var openssl = new OpenSsl();
        using var folder = new Scratch();
        var (certificate, privateKey) = openssl.SelfSigned();

        var test = await NginxTest.RunAsync(
            files[port80] + files["/etc/nginx/sites-available/ngs.conf"], folder,
            folder.Write("chain.pem", certificate), folder.Write("key.pem", privateKey));

        Assert.DoesNotContain("[warn]", test.Succeeded().Text, StringComparison.Ordinal);
        Assert.Equal(early[port80].TrimEnd(), files[port80].TrimEnd());
        Assert.DoesNotContain("listen 80;", files["/etc/nginx/sites-available/ngs.conf"], StringComparison.Ordinal);
    }
}
