using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;
using Enginsight.Infra.Tests.Stack;

namespace Enginsight.Infra.Tests.Settings;

[Collection("stack")]
public class AcmeTests
{
    [Fact]
    public void Read_EmailAlone_MeansLetsEncryptAndEcdsa()
    {
        var settings = SettingsReader.Read(With("email", "ops@example.org"));

        Assert.Equal(
            new AcmeSettings(
                "ops@example.org", "https://acme-v02.api.letsencrypt.org/directory", "ecdsa", CaCertificate: null),
            settings.Certificate.Acme);
        Assert.False(settings.Certificate.IsOwn);
    }

    [Theory]
    [InlineData("email", "", "certificate.acme.email: is missing")]
    [InlineData("email", "ops", "certificate.acme.email: should be one mail address, was 'ops'")]
    [InlineData("email", "a@example.org,b@example.org", "certificate.acme.email: should be one mail address")]
    [InlineData("email", "--server=x@example.org", "certificate.acme.email: should be one mail address")]
    [InlineData("server", "http://ca.example.org/dir", "certificate.acme.server: should be the https URL")]
    [InlineData("server", "https://ca.example.org/dir 'x'", "certificate.acme.server: should be the https URL")]
    [InlineData("keyType", "ed25519", "certificate.acme.keyType: should be ecdsa or rsa, was 'ed25519'")]
    [InlineData("caCertificate", "nothing", "certificate.acme.caCertificate: should be a PEM chain")]
    public void Read_WrongValue_IsOneLineThatNamesIt(string key, string value, string problem) =>
        Assert.StartsWith(problem, Assert.Single(ProblemsOf(With(key, value))), StringComparison.Ordinal);

    [Fact]
    public void Read_NameThatIsAnAddress_IsRefused()
    {
        var config = With("email", "ops@example.org");
        config["apiDomain"] = "192.0.2.10";

        Assert.Equal(
            "apiDomain: should be a name where certificate.acme is set, was the address '192.0.2.10'",
            Assert.Single(ProblemsOf(config)));
    }

    [Fact]
    public void Read_AnotherWayToACertificateBeside_IsRefused()
    {
        var config = Config.With("certificate", """
            {"acme":{"email":"ops@example.org"},
             "certificatePath":"/etc/tls/chain.pem","privateKeyPath":"/etc/tls/key.pem"}
            """);

        Assert.StartsWith(
            "certificate: should have either", Assert.Single(ProblemsOf(config)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stack_Acme_AsksBeforeTheSiteOpensAndRequiresItAfter()
    {
        var stack = await DeployedStack.RunAsync(With("email", "ops@example.org"));

        Assert.Contains("required='no'", stack["lb-certificate"].Script, StringComparison.Ordinal);
        Assert.Contains("required='yes'", stack["site-certificate"].Script, StringComparison.Ordinal);
        Assert.Contains("site-nginx", await stack.AfterAsync("site-certificate"));
        Assert.DoesNotContain(stack.Resources, resource => resource.Type.StartsWith("tls:", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> ProblemsOf(Dictionary<string, string> config) =>
        Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;

    private static Dictionary<string, string> With(string key, string value)
    {
        var acme = new JsonObject { ["email"] = "ops@example.org" };
        acme[key] = value;
        return Config.With("certificate", new JsonObject { ["acme"] = acme }.ToJsonString());
    }
}
