using System.Collections.Immutable;
using Engine.Sdk;

namespace Pulumi.Tls;

/// <summary>A certificate signed with its own key.</summary>
public class SelfSignedCert : CustomResource
{
    public SelfSignedCert(string name, SelfSignedCertArgs args, CustomResourceOptions? options = null)
        : base(
            "tls:index/selfSignedCert:SelfSignedCert", name, args ?? new SelfSignedCertArgs(),
            PackageOptions.Tls.With(options, secretOutputs: ["privateKeyPem"]))
    {
    }

    [Output("allowedUses")] public Output<ImmutableArray<string>> AllowedUses { get; private set; } = null!;
    [Output("certPem")] public Output<string> CertPem { get; private set; } = null!;
    [Output("dnsNames")] public Output<ImmutableArray<string>> DnsNames { get; private set; } = null!;
    [Output("earlyRenewalHours")] public Output<int> EarlyRenewalHours { get; private set; } = null!;
    [Output("ipAddresses")] public Output<ImmutableArray<string>> IpAddresses { get; private set; } = null!;
    [Output("isCaCertificate")] public Output<bool> IsCaCertificate { get; private set; } = null!;
    [Output("keyAlgorithm")] public Output<string> KeyAlgorithm { get; private set; } = null!;
    [Output("maxPathLength")] public Output<int> MaxPathLength { get; private set; } = null!;
    [Output("privateKeyPem")] public Output<string> PrivateKeyPem { get; private set; } = null!;
    [Output("readyForRenewal")] public Output<bool> ReadyForRenewal { get; private set; } = null!;
    [Output("setAuthorityKeyId")] public Output<bool> SetAuthorityKeyId { get; private set; } = null!;
    [Output("setSubjectKeyId")] public Output<bool> SetSubjectKeyId { get; private set; } = null!;
    [Output("subject")] public Output<Outputs.SelfSignedCertSubject?> Subject { get; private set; } = null!;
    [Output("uris")] public Output<ImmutableArray<string>> Uris { get; private set; } = null!;
    [Output("validityEndTime")] public Output<string> ValidityEndTime { get; private set; } = null!;
    [Output("validityPeriodHours")] public Output<int> ValidityPeriodHours { get; private set; } = null!;
    [Output("validityStartTime")] public Output<string> ValidityStartTime { get; private set; } = null!;
}
