using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Tls;

internal sealed class CertRequestHandler : BridgedHandler
{
    protected override IReadOnlyList<string> InputNames { get; } =
        ["dnsNames", "ipAddresses", "privateKeyPem", "subject", "uris"];

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
            return Task.FromResult(Previewed(inputs, "id", "certRequestPem", "keyAlgorithm"));

        using var key = TlsKey.Parse(inputs.GetString("privateKeyPem") ?? "", "privateKeyPem");
        var request = new CertificateRequest(SubjectNames.Distinguished(inputs), key.PublicKey, key.Hash);
        if (SubjectNames.Alternative(inputs, critical: false) is { } names)
            request.CertificateExtensions.Add(names);
        var der = request.CreateSigningRequest(key.Signer);
        var id = Convert.ToHexStringLower(SHA1.HashData(der));
        return Task.FromResult(new ResourceResult(id, inputs.WithoutNulls()
            .Set("id", id)
            .Set("certRequestPem", PemEncoding.WriteString("CERTIFICATE REQUEST", der) + "\n")
            .Set("keyAlgorithm", key.Algorithm)));
    }

    protected override PropertyMap WithDefaults(PropertyMap inputs) => inputs;

    protected override PropertyMap Normalize(PropertyMap properties) => SubjectNames.WithoutEmpty(properties);
}
