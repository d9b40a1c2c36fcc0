using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public class CertificateRulesTests
{
    [Fact]
    public void Read_MatchingPairForBothNames_IsAccepted()
    {
        var (certificate, key) = Pair("app.example.org", "api.example.org");

        Assert.True(SettingsReader.Read(Given(certificate, key)).Certificate.IsGiven);
    }

    [Fact]
    public void Read_KeyOfAnotherCertificate_IsRejected()
    {
        var (certificate, _) = Pair("app.example.org", "api.example.org");
        var (_, otherKey) = Pair("app.example.org", "api.example.org");

        Assert.StartsWith(
            "certificate.privateKey: should be the unencrypted PEM key", ProblemOf(Given(certificate, otherKey)));
    }

    [Fact]
    public void Read_CertificateWithoutOneName_SaysWhich()
    {
        var (certificate, key) = Pair("app.example.org");

        Assert.StartsWith(
            "certificate.certificate: should be valid for api.example.org", ProblemOf(Given(certificate, key)));
    }

    [Fact]
    public void Read_CertificateThatHasEnded_IsRejected()
    {
        var (certificate, key) = Pair(DateTimeOffset.Now.AddDays(-1), "app.example.org", "api.example.org");

        Assert.StartsWith("certificate.certificate: should be valid, ended on", ProblemOf(Given(certificate, key)));
    }

    [Fact]
    public void Read_NoPem_IsRejected() =>
        Assert.StartsWith("certificate.certificate: should be a PEM chain", ProblemOf(Given("nonsense", "nonsense")));

    private static string ProblemOf(Dictionary<string, string> config) =>
        Assert.Single(Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems);

    private static Dictionary<string, string> Given(string certificate, string key) => Config.With(
        "certificate", new JsonObject { ["certificate"] = certificate, ["privateKey"] = key }.ToJsonString());

    private static (string Certificate, string Key) Pair(params string[] names) =>
        Pair(DateTimeOffset.Now.AddDays(30), names);

    private static (string Certificate, string Key) Pair(DateTimeOffset end, params string[] names)
    {
        var made = TestCertificate.Until(end, names);
        return (made.Certificate, made.PrivateKey);
    }
}
