using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Enginsight.Infra.Settings;

namespace Enginsight.Infra.Tests.Settings;

public sealed class CertificateRulesTests : IDisposable
{
    private const string Both = "subjectAltName=DNS:app.example.org,DNS:api.example.org";
    private readonly OpenSsl _openssl = new();

    public void Dispose() => _openssl.Dispose();

    [Theory]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-256")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-384")]
    [InlineData("rsa:2048")]
    public void Read_MatchingPairForBothNames_IsAcceptedWithoutAWord(string kind)
    {
        var (certificate, key) = _openssl.SelfSigned(kind, Both);

        var settings = SettingsReader.Read(Given(certificate, key));

        Assert.True(settings.Certificate.IsGiven);
        Assert.Empty(settings.Warnings);
    }

    [Fact]
    public void Read_Wildcard_IsAccepted()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: "subjectAltName=DNS:*.example.org");

        Assert.Empty(SettingsReader.Read(Given(certificate, key)).Warnings);
    }

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    [InlineData("Bag Attributes\n    friendlyName: site\n==> /etc/passwd 0644 root:root\n", "\n")]
    [InlineData("", " ")] // as YAML's > folds it
    public void Read_PemWithWhatNginxOrAFileWouldStumbleOver_IsTakenAsItWasMeant(string before, string lineEnd)
    {
        var (certificate, key) = _openssl.SelfSigned(addition: Both);

        var given = SettingsReader.Read(Given(
            before + certificate.Replace("\n", lineEnd, StringComparison.Ordinal),
            before + key.Replace("\n", lineEnd, StringComparison.Ordinal))).Certificate;

        Assert.Equal(certificate, given.Certificate);
        Assert.Equal(key, given.PrivateKey!.Reveal());
    }

    [Fact]
    public void Read_KeyOfAnotherCertificate_IsRejected() => AssertProblem(
        Given(_openssl.SelfSigned(addition: Both).Certificate, _openssl.SelfSigned(addition: Both).Key),
        "certificate.privateKey: should be the unencrypted PEM key of certificate.certificate, belongs to another");

    [Fact]
    public void Read_KeyOfTheSecondCertificate_SaysThatTheOrderIsWrong()
    {
        var (first, _) = _openssl.SelfSigned(addition: Both);
        var (second, key) = _openssl.SelfSigned(addition: Both);

        AssertProblem(Given(first + second, key), "belongs to certificate 2 of the chain: put that one first");
    }

    [Theory]
    [InlineData("-aes256", "openssl pkey -in KEY -out plain.key")]
    [InlineData("-traditional -aes256", "openssl pkey -in KEY -out plain.key")]
    public void Read_EncryptedKey_SaysHowToDecryptIt(string options, string line)
    {
        var (certificate, key) = _openssl.SelfSigned("rsa:2048", Both);

        AssertProblem(Given(certificate, _openssl.Encrypted(key, options)), line);
    }

    [Fact]
    public void Read_KeyWithItsCurveBeforeIt_IsAccepted()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: Both);

        Assert.Empty(SettingsReader.Read(Given(certificate, _openssl.CurveParameters() + key)).Warnings);
    }

    [Theory]
    [InlineData("ed25519", "has Ed25519, which browsers do not take")]
    [InlineData("ec -pkeyopt ec_paramgen_curve:P-521", "has ECDSA on ")]
    [InlineData("rsa:1024", "has RSA 1024")]
    public void Read_KeyThatClientsDoNotTake_SaysWhich(string kind, string line)
    {
        var (certificate, key) = _openssl.SelfSigned(kind, Both);

        Assert.Contains(
            ProblemsOf(Given(certificate, key)), problem => problem.Contains(line, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SignedWithSha1_IsRejected()
    {
        var (certificate, key) = _openssl.SelfSigned("rsa:2048 -sha1", Both);

        AssertProblem(Given(certificate, key), "should be signed with SHA-256 or better");
    }

    [Theory]
    [InlineData("subjectAltName=DNS:app.example.org", "for api.example.org, is for app.example.org only")]
    [InlineData("subjectAltName=DNS:example.org", "should be valid for app.example.org and api.example.org")]
    [InlineData("subjectAltName=email:a@example.org", "should be valid for app.example.org and api.example.org")]
    public void Read_CertificateWithoutAName_SaysWhich(string names, string line)
    {
        var (certificate, key) = _openssl.SelfSigned(addition: names);

        AssertProblem(Given(certificate, key), line);
    }

    [Fact]
    public void Read_NameInTheCommonNameOnly_SaysSo()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: null, subject: "/CN=app.example.org");

        AssertProblem(Given(certificate, key), "has none: clients do not read the common name ('CN=app.example.org')");
    }

    [Theory]
    [InlineData(-1, "should be valid, begins on ")]
    [InlineData(365, "should be valid, ended on ")]
    public void Read_CertificateOutOfItsTime_SaysWhen(int days, string line)
    {
        var (certificate, key) = _openssl.SelfSigned(addition: Both);
        var config = Given(certificate, key);

        var e = Assert.Throws<SettingsException>(() => SettingsReader.Read(config, clock: new ClockAt(days)));

        Assert.Contains(line, Assert.Single(e.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CertificateThatEndsSoon_Warns()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: Both);

        var settings = SettingsReader.Read(Given(certificate, key), clock: new ClockAt(345));

        Assert.Equal("certificate.certificate: ends in 19 days: renew it", Assert.Single(settings.Warnings));
    }

    [Fact]
    public void Read_CaFirst_SaysThatTheLeafHasToBe()
    {
        var ca = _openssl.Ca();
        var (leaf, key) = _openssl.SignedBy(ca, Both);

        Assert.Contains(
            "certificate.certificate: should begin with the leaf, begins with 'CN=Test CA', which is a CA's",
            ProblemsOf(Given(ca.Certificate + leaf, key)));
    }

    [Fact]
    public void Read_MarkedAsCa_Warns()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: $"{Both} -addext basicConstraints=critical,CA:TRUE");

        Assert.Contains("is marked as a CA's", Warning(certificate, key), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CaAlone_IsNotForTheNames()
    {
        var (certificate, key) = _openssl.Ca();

        AssertProblem(Given(certificate, key), "should be valid for app.example.org and api.example.org");
    }

    [Fact]
    public void Read_LeafWithoutItsIssuer_Warns()
    {
        var (leaf, key) = _openssl.SignedBy(_openssl.Ca(), Both);

        Assert.Contains("has no certificate of its issuer, 'CN=Test CA'", Warning(leaf, key), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LeafWithItsIssuer_IsAcceptedWithoutAWord()
    {
        var ca = _openssl.Ca();
        var (leaf, key) = _openssl.SignedBy(ca, Both);

        Assert.Empty(SettingsReader.Read(Given(leaf + ca.Certificate, key)).Warnings);
    }

    [Fact]
    public void Read_LeafWithAnotherIssuer_Warns()
    {
        var (leaf, key) = _openssl.SignedBy(_openssl.Ca(), Both);

        Assert.Contains("is followed by 'CN=Other CA', not by 'CN=Test CA'",
            Warning(leaf + _openssl.Ca("/CN=Other CA").Certificate, key), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CertificateForOtherUses_IsRejected()
    {
        var (certificate, key) = _openssl.SelfSigned(addition: $"{Both} -addext extendedKeyUsage=clientAuth");

        AssertProblem(Given(certificate, key), "should be for servers");
    }

    [Theory]
    [InlineData("nonsense", "should be a PEM chain, leaf first (-----BEGIN CERTIFICATE-----), is not")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA", "has a block that is cut off or changed")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "has a block that is no certificate")]
    [InlineData("-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", "is the request")]
    [InlineData("-----BEGIN PKCS7-----\nAAAA\n-----END PKCS7-----", "openssl pkcs7 -print_certs")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "has a private key in it")]
    public void Read_NoChain_SaysWhatItIs(string certificate, string line) =>
        AssertProblem(Given(certificate, _openssl.SelfSigned(addition: Both).Key), line);

    [Theory]
    [InlineData("nonsense", "(-----BEGIN PRIVATE KEY-----), is not")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----", "is a key for SSH")]
    [InlineData("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "has a certificate or public key in it")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "is of a kind that nginx does not")]
    public void Read_NoKey_SaysWhatItIs(string key, string line) =>
        AssertProblem(Given(_openssl.SelfSigned(addition: Both).Certificate, key), line);

    [Theory]
    [InlineData("relative/chain.pem")]
    [InlineData("/etc/ssl/a b.pem")]
    [InlineData("/etc/ssl/{{KEY}}.pem")]
    [InlineData("/etc/ssl/$host.pem")]
    [InlineData("/etc/ssl/a;.pem")]
    public void Read_PathThatNginxWouldReadDifferently_IsRejected(string path) => AssertProblem(
        Config.With("certificate", new JsonObject
        {
            ["certificatePath"] = path,
            ["privateKeyPath"] = "/etc/ssl/key.pem",
        }.ToJsonString()),
        "certificate.certificatePath: should be an absolute path without");

    private static void AssertProblem(Dictionary<string, string> config, string line) =>
        Assert.Contains(line, Assert.Single(ProblemsOf(config)), StringComparison.Ordinal);

    private static IReadOnlyList<string> ProblemsOf(Dictionary<string, string> config) =>
        Assert.Throws<SettingsException>(() => SettingsReader.Read(config)).Problems;

    private static string Warning(string certificate, string key) =>
        Assert.Single(SettingsReader.Read(Given(certificate, key)).Warnings);

    private static Dictionary<string, string> Given(string certificate, string key) => Config.With(
        "certificate", new JsonObject { ["certificate"] = certificate, ["privateKey"] = key }.ToJsonString());

    private sealed class ClockAt(int days) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(days);
    }
}
