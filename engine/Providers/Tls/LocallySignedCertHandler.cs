using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;
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
        if (ca.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority != true)
            context.Log(LogSeverity.Warning, "Potentially Invalid Certificate Authority: Certificate provided as "
                + "Authority does not appear to be a valid Certificate Authority. The resulting certificate might fail "
                + "certificate validation.");
        var (request, names) = LoadRequest(inputs.GetString("certRequestPem") ?? "", caKey.Hash);
        var caKeyId = ca.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault();
        // A certificate that names itself as its issuer does not point at another one's key.
        var isItsOwn = request.SubjectName.RawData.AsSpan().SequenceEqual(ca.SubjectName.RawData);
        var issued = Issue(inputs, request, ca.SubjectName, caKey,
            isItsOwn ? null : caKeyId?.SubjectKeyIdentifierBytes.ToArray(), names);
        return Task.FromResult(issued with { Outputs = issued.Outputs.Set("caKeyAlgorithm", caKey.Algorithm) });
    }

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
    private static (CertificateRequest Request, X509Extension? Names) LoadRequest(string pem, HashAlgorithmName hash)
    {
        try
        {
            // Signatures of Ed25519 requests cannot be checked by .NET; whoever holds the key made the request here.
            var request = CertificateRequest.LoadSigningRequestPem(
                pem, hash, CertificateRequestLoadOptions.SkipSignatureValidation
                | CertificateRequestLoadOptions.UnsafeLoadCertificateExtensions);
            var names = request.CertificateExtensions
                .FirstOrDefault(extension => extension.Oid?.Value == AlternativeNameOid);
            request.CertificateExtensions.Clear();
            return (request, names);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ProviderException("certRequestPem holds no readable certificate request", e);
        }
    }
}
