using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Tls;

/// <summary>A request for a certificate, to be signed by a CA.</summary>
public class CertRequest : CustomResource
{
    public CertRequest(string name, CertRequestArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/certRequest:CertRequest", name, args ?? new CertRequestArgs(),
            PackageOptions.Tls.With(options, secretOutputs: ["privateKeyPem"]))
    {
    }

    [Output("certRequestPem")] public Output<string> CertRequestPem { get; private set; } = null!;
    [Output("dnsNames")] public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;
    [Output("ipAddresses")] public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;
    [Output("keyAlgorithm")] public Output<string> KeyAlgorithm { get; private set; } = null!;
    [Output("privateKeyPem")] public Output<string> PrivateKeyPem { get; private set; } = null!;
    [Output("subject")] public Output<Outputs.CertRequestSubject?> Subject { get; private set; } = null!;
    [Output("uris")] public Output<ImmutableArray<string>> Uris { get; private set; } = null!;
}
