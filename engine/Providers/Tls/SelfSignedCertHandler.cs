using System.Security.Cryptography.X509Certificates;
using Engine.Handlers;
using Engine.Properties;

namespace Engine.Providers.Tls;

internal sealed class SelfSignedCertHandler(TimeProvider clock) : CertificateHandler(clock)
{
    protected override IReadOnlyList<string> InputNames { get; } =
    [
        "allowedUses", "dnsNames", "earlyRenewalHours", "ipAddresses", "isCaCertificate", "maxPathLength",
        "privateKeyPem",
        "setAuthorityKeyId", "setSubjectKeyId", "subject", "uris", "validityPeriodHours",
    ];

    public override Task<ResourceResult> CreateAsync(ResourceRef resource, PropertyMap inputs, OperationContext context)
    {
        if (context.Preview)
        {
            return Task.FromResult(Previewed(
                inputs, "id", "certPem", "keyAlgorithm", "readyForRenewal", "validityStartTime", "validityEndTime"));
        }

        using var key = TlsKey.Parse(inputs.GetString("privateKeyPem") ?? "", "privateKeyPem");
        var subject = SubjectNames.Distinguished(inputs);
        var request = new CertificateRequest(subject, key.PublicKey, key.Hash);
        var names = SubjectNames.Alternative(inputs, critical: subject.RawData.Length <= 2);
        var issued = Issue(inputs, request, subject, key, authorityKeyId: null, names);
        return Task.FromResult(issued with { Outputs = issued.Outputs.Set("keyAlgorithm", key.Algorithm) });
    }
}
