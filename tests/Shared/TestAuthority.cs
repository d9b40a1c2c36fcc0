using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Shared;

/// <summary>A CA, and what it issues.</summary>
public sealed class TestAuthority : IDisposable
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    /// <param name="subject">What clients tell one CA from another by.</param>
    public TestAuthority(string subject)
    {
        var request = new CertificateRequest($"CN={subject}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now - Age - Age, now + Life);
    }

    /// <summary>PEM certificate of the CA.</summary>
    public string Certificate => _certificate.ExportCertificatePem() + "\n";

    /// <summary>PEM certificate and key in one text, for host names and IP addresses.</summary>
    public string Issue(string subject, params string[] names) =>
        Issue(subject, TimeProvider.System.GetUtcNow() + Life - Age, names);

    /// <summary>One that is valid until then.</summary>
    public string Issue(string subject, DateTimeOffset end, params string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        if (names.Length > 0)
            request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(
            _certificate, _certificate.NotBefore, end, RandomNumberGenerator.GetBytes(8));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
