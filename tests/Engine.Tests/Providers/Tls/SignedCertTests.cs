using Engine.Handlers;
using Engine.Properties;
using Engine.Protocol;
using Engine.Providers;
using static Engine.Tests.Providers.Operations;

namespace Engine.Tests.Providers.Tls;

/// <summary>Certificates at the edge of what the real provider makes, warns of, and refuses.</summary>
public sealed class SignedCertTests : IDisposable
{
    private static readonly ResourceRef SelfSigned = Resource("tls:index/selfSignedCert:SelfSignedCert");
    private static readonly ResourceRef Request = Resource("tls:index/certRequest:CertRequest");
    private static readonly ResourceRef Signed = Resource("tls:index/locallySignedCert:LocallySignedCert");

    private readonly PackageProvider _provider = Packages.Tls(TimeProvider.System);
    private readonly Recording _recording = new();
    private readonly Scratch _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("other", true)]
    [InlineData("ca", false)]
    public async Task Signed_SubjectOfTheCa_PointsAtNoAuthoritysKey(string subject, bool points)
    {
        var text = Text(await SignAsync(subject, isCa: true));

        Assert.Equal(points, text.Contains("X509v3 Authority Key Identifier"));
        Assert.Matches("(?s)Basic Constraints.*Subject Alternative Name", text);
        Assert.Empty(_recording.Lines);
    }

    [Fact]
    public async Task Signed_ByACertificateThatIsNoCa_Warns()
    {
        await SignAsync("other", isCa: false);

        Assert.StartsWith("Potentially Invalid Certificate Authority: ",
            Assert.Single(_recording.Lines, line => line.Severity == LogSeverity.Warning).Line);
    }

    [Fact]
    public async Task SelfSigned_CaWithoutASubject_IsRefusedInTheRealWords()
    {
        var key = await KeyAsync();

        var error = await Assert.ThrowsAsync<ProviderException>(() => CreateAsync(SelfSigned, ("privateKeyPem", key),
            ("allowedUses", List()), ("validityPeriodHours", 2), ("isCaCertificate", true)));

        Assert.Equal("Invalid Certificate Subject: Must contain at least one Distinguished Name when creating "
            + "Certificate Authority (CA)", error.Message);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    public async Task SelfSigned_RenewalBeforeItBegins_IsReadyForItAtOnce(int hoursBefore, bool ready)
    {
        var made = await CreateAsync(SelfSigned, ("privateKeyPem", await KeyAsync()), ("allowedUses", List()),
            ("validityPeriodHours", 2), ("earlyRenewalHours", hoursBefore));

        Assert.Equal((PropertyValue)ready, made["readyForRenewal"]);
    }

    [Fact]
    public async Task Check_ListWithOneSecret_IsASecretAsAWhole()
    {
        var inputs = (await _provider.CheckAsync(Request, null,
            Map(("dnsNames", List("a", Secret("b"))), ("uris", List("c"))))).Inputs;

        Assert.Equal(Secret(List("a", "b")), inputs["dnsNames"]);
        Assert.Equal(List("c"), inputs["uris"]);
    }

    private async Task<PropertyMap> SignAsync(string subject, bool isCa)
    {
        var (caKey, key) = (await KeyAsync(), await KeyAsync());
        var ca = await CreateAsync(SelfSigned, ("privateKeyPem", caKey), ("isCaCertificate", isCa),
            ("setSubjectKeyId", true), ("subject", Object(("commonName", "ca"))), ("allowedUses", List("cert_signing")),
            ("validityPeriodHours", 2));
        var request = await CreateAsync(Request, ("privateKeyPem", key), ("dnsNames", List("a.example")),
            ("subject", Object(("commonName", subject))));
        return await CreateAsync(Signed, ("caCertPem", ca["certPem"]), ("caPrivateKeyPem", caKey),
            ("certRequestPem", request["certRequestPem"]), ("allowedUses", List("server_auth")),
            ("validityPeriodHours", 1));
    }

    private string Text(PropertyMap certificate) => Shell.Run(
        "openssl", "x509", "-noout", "-text", "-in", _files.Write("cert", certificate.GetString("certPem")!));

    private async Task<PropertyValue> KeyAsync() => (await CreateAsync(
        Resource("tls:index/privateKey:PrivateKey"), ("algorithm", "ECDSA"), ("ecdsaCurve", "P256")))["privateKeyPem"];

    private async Task<PropertyMap> CreateAsync(ResourceRef resource, params (string, PropertyValue)[] inputs) =>
        (await _provider.CheckAndCreateAsync(resource, Map(inputs), _recording.Context())).Outputs;
}
