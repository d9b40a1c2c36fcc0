using System.Security.Cryptography.X509Certificates;
using Engine.Runs;
using Engine.Sdk;
using Engine.Tests.Cli;
using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Engine.Tests.Deploy.Commands;

/// <summary>
/// A program whose certificates hang on each other: each link sees what the link before it has become.
/// </summary>
[Collection(ProcessEnvironment.Name)]
public sealed class CertificateChainTests : IDisposable
{
    private readonly CliProject _project = new();
    private string _name = "one.lab";
    private string _issuer = "first";
    private int _renewal;

    public CertificateChainTests() => _project.Host = new ProgramHost((monitor, settings) =>
        ProgramRunner.RunAsync(new ProgramRun(monitor, settings), () =>
            ProgramRunner.RunFunctionAsync(() => Task.FromResult(Program()), null)));

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Up_NameOfTheRequestChanges_TheCertificateHasTheNewName()
    {
        await UpAsync();
        _name = "two.lab";

        using var certificate = await UpAsync();

        Assert.Equal(["two.lab"], NamesOf(certificate));
        await AssertUnchangedAsync();
    }

    [Fact]
    public async Task Up_IssuerIsReplaced_TheCertificateIsItsOwn()
    {
        await UpAsync();
        _issuer = "second";

        using var certificate = await UpAsync();

        Assert.Equal("CN=second", certificate.Issuer);
        await AssertUnchangedAsync();
    }

    [Fact]
    public async Task Up_CertificateIsDue_GivesTheRenewedOne()
    {
        using var first = await UpAsync();
        _renewal = 2;

        using var renewed = await UpAsync();

        Assert.NotEqual(first.SerialNumber, renewed.SerialNumber);
    }

    private async Task<X509Certificate2> UpAsync()
    {
        if (!File.Exists(_project.At("Pulumi.dev.yaml")))
            await _project.InitAsync();
        await _project.OutputAsync("up", "-s", "dev", "--yes");
        return X509Certificate2.CreateFromPem(await _project.OutputAsync("stack", "output", "pem", "-s", "dev"));
    }

    private Task<string> AssertUnchangedAsync() =>
        _project.OutputAsync("preview", "-s", "dev", "--expect-no-changes");

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single().EnumerateDnsNames();

    private IDictionary<string, object?> Program()
    {
        var key = new PrivateKey("key", new PrivateKeyArgs { Algorithm = "ECDSA", EcdsaCurve = "P256" });
        var issuer = new SelfSignedCert("issuer", new SelfSignedCertArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new SelfSignedCertSubjectArgs { CommonName = _issuer },
            IsCaCertificate = true,
            ValidityPeriodHours = 3,
            AllowedUses = { "cert_signing" },
        });
        var request = new CertRequest("request", new CertRequestArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            DnsNames = { _name },
        });
        var certificate = new LocallySignedCert("certificate", new LocallySignedCertArgs
        {
            CaCertPem = issuer.CertPem,
            CaPrivateKeyPem = key.PrivateKeyPem,
            CertRequestPem = request.CertRequestPem,
            ValidityPeriodHours = 1,
            EarlyRenewalHours = _renewal,
            AllowedUses = { "server_auth" },
        });
        return new Dictionary<string, object?> { ["pem"] = certificate.CertPem };
    }
}
