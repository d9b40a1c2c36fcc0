using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tests.Shared;

/// <summary>Certificates that sign themselves.</summary>
public sealed record TestCertificate(string Certificate, string PrivateKey)
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(365);

    /// <summary>One that is valid for a year until its end; its subject is the first of its names.</summary>
    public static TestCertificate Until(DateTimeOffset end, params string[] names) =>
        Of(names[0], isCa: false, end, names);

    /// <summary>One that clients trust as its own CA.</summary>
    /// <param name="subject">What clients tell one CA from another by.</param>
    public static TestCertificate OfCa(string subject, DateTimeOffset end, params string[] names) =>
        Of(subject, isCa: true, end, names);

    private static TestCertificate Of(string subject, bool isCa, DateTimeOffset end, string[] names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        if (isCa)
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(end - Age, end);
        return new(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
