using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Properties;
using Engine.Protocol;

namespace Engine.Providers.Tls;

/// <summary>A certificate for a request, signed by a CA whose key the program has.</summary>
internal sealed class LocallySignedCertHandler(TimeProvider clock) : CertificateHandler(clock)
{
    private const string AlternativeNameOid = "2.5.29.17";

    protected override IReadOnlyList<string> InputNames { get; } =
    [
        "allowedUses", "caCertPem", "caPrivateKeyPem", "certRequestPem", "earlyRenewalHours", "isCaCertificate",
        "maxPathLength", "setSubjectKeyId", "validityPeriodHours",
    ];

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
        {
            return Task.FromResult(Previewed(
                inputs, "id", "caKeyAlgorithm", "certPem", "readyForRenewal", "validityStartTime", "validityEndTime"));
        }

        using var caKey = TlsKey.Parse(inputs.GetString("caPrivateKeyPem") ?? "", "caPrivateKeyPem");
        using var ca = LoadCa(inputs.GetString("caCertPem") ?? "");
        if (!ca.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(caKey.PublicDer))
            throw new ProviderException("caPrivateKeyPem is not the key of the certificate in caCertPem");
        var request = LoadRequest(inputs.GetString("certRequestPem") ?? "", caKey.Hash);
        var caKeyId = ca.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        var issued = Issue(inputs, request, ca.SubjectName, caKey, caKeyId?.SubjectKeyIdentifierBytes.ToArray());
        return Task.FromResult(issued with { Outputs = issued.Outputs.Set("caKeyAlgorithm", caKey.Algorithm) });
    }

    protected override X509Extension? AlternativeNames(PropertyMap inputs, CertificateRequest request) => null;

    private static X509Certificate2 LoadCa(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new ProviderException("caCertPem holds no readable certificate", e);
        }
    }

    /// <summary>The request with its names and nothing else: uses and constraints are the CA's to say.</summary>
    private static CertificateRequest LoadRequest(string pem, HashAlgorithmName hash)
    {
        try
        {
            // Signatures of Ed25519 requests cannot be checked by .NET; whoever holds the key made the request here.
            var request = CertificateRequest.LoadSigningRequestPem(
                pem, hash, CertificateRequestLoadOptions.SkipSignatureValidation
                | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            var names = request.CertificateExtensions.Where(extension => extension.Oid?.Value == AlternativeNameOid)
                .ToList();
            request.CertificateExtensions.Clear();
            foreach (var extension in names)
                request.CertificateExtensions.Add(extension);
            return request;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ProviderException("certRequestPem holds no readable certificate request", e);
        }
    }
}
