using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Settings;

[Collection("stack")]
public sealed class RegistryTests : IDisposable
{
    private readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData("registry.enginsight.com", "registry.enginsight.com/enginsight/ui-m1:", "registry.enginsight.com")]
    [InlineData("harbor.local/proxy/enginsight", "harbor.local/proxy/enginsight/ui-m1:", "harbor.local")]
    [InlineData("10.0.0.40:5000/mirror", "10.0.0.40:5000/mirror/ui-m1:", "10.0.0.40:5000")]
    public void Read_Registry_IsWhereTheImagesAreAndALoginGoes(string server, string image, string host)
    {
        var settings = SettingsReader.Read(Config.WithPath("registry.server", JsonValue.Create(server)));

        Assert.StartsWith(image, settings.Versions.Image("ui-m1"), StringComparison.Ordinal);
        Assert.Equal(host, settings.Registry.Host);
    }

    [Theory]
    [InlineData("https://harbor.local")]
    [InlineData("harbor.local/")]
    [InlineData("harbor.local/Proxy")]
    [InlineData("harbor.local/a b")]
    [InlineData("harbor")]
    [InlineData("company/enginsight")]
    public void Read_RegistryThatDockerWouldReadDifferently_IsRefused(string server) => Assert.StartsWith(
        "registry.server: should be",
        Assert.Single(Assert.Throws<SettingsException>(
            () => SettingsReader.Read(Config.WithPath("registry.server", JsonValue.Create(server)))).Problems),
        StringComparison.Ordinal);

    [Fact]
    public async Task Stack_RegistryWithACaOfItsOwn_IsTrustedByDockerAndLoggedInto()
    {
        var ca = _openssl.Ca().Certificate;
        var stack = await DeployedStack.RunAsync(Config.With("registry", new JsonObject
        {
            ["server"] = "harbor.local:8443/proxy/enginsight",
            ["caCertificate"] = ca,
            ["username"] = "site",
            ["password"] = "pull",
        }.ToJsonString()));

        Assert.Contains($"==> /etc/docker/certs.d/harbor.local:8443/ca.crt 0644 root:root\n{ca}",
            stack["app1-configuration"].Stdin, StringComparison.Ordinal);
        Assert.Contains("registry='harbor.local:8443'", stack["app1-images"].Script, StringComparison.Ordinal);
        Assert.Contains("harbor.local:8443/proxy/enginsight/server-m2:", stack["app1-images"].Script,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CaThatIsNoCertificate_IsRefused() => Assert.StartsWith(
        "registry.caCertificate: should be certificates only, has a private key in it",
        Assert.Single(Assert.Throws<SettingsException>(() => SettingsReader.Read(
            Config.WithPath("registry.caCertificate", JsonValue.Create(Config.PrivateKey)))).Problems),
        StringComparison.Ordinal);
}
