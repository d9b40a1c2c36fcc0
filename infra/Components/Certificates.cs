using System.Net;
using Enginsight.Infra.Settings;
using Pulumi;
using Pulumi.Tls;
using Pulumi.Tls.Inputs;

namespace Enginsight.Infra.Components;

public sealed class CertificatesArgs : ResourceArgs
{
    /// <summary>
    /// Names (or IP addresses) that the certificate has to cover, first the one that it is named after.
    /// </summary>
    public required IReadOnlyList<string> Domains { get; init; }
}

/// <summary>
/// A CA of the stack's own and a certificate for both names, for sites that have none yet.
/// <code>
/// Certificates
/// ├─ PrivateKey, SelfSignedCert                     the CA: ten years
/// └─ PrivateKey, CertRequest, LocallySignedCert     the leaf: 825 days, renewed 60 days before its end
/// </code>
/// </summary>
public sealed class Certificates : ComponentResource
{
    private const int HoursPerDay = 24;

    public Certificates(string name, CertificatesArgs args, ComponentResourceOptions? options = null)
        : base("enginsight:infra:Certificates", name, options)
    {
        var caKey = Key($"{name}-ca");
        var ca = CertificateAuthority($"{name}-ca", caKey);
        var key = Key($"{name}-leaf");
        var leaf = Leaf($"{name}-leaf", key, caKey, ca, args.Domains);
        CaCertificate = ca.CertPem;
        Chain = Output.Format($"{leaf.CertPem}{ca.CertPem}");
        PrivateKey = key.PrivateKeyPem;
        RegisterOutputs();
    }

    /// <returns>Null where the stack has been given a certificate.</returns>
    public static Certificates? For(string name, StackSettings settings) =>
        settings.Certificate.IsOwn
            ? new Certificates(name, new CertificatesArgs { Domains = [settings.AppDomain, settings.ApiDomain] })
            : null;

    /// <summary>PEM certificate that clients have to trust.</summary>
    [Output("caCertificate")]
    public Output<string> CaCertificate { get; private set; }

    /// <summary>PEM chain, leaf first.</summary>
    [Output("chain")]
    public Output<string> Chain { get; private set; }

    /// <summary>PEM key of the leaf; secret.</summary>
    [Output("privateKey")]
    public Output<string> PrivateKey { get; private set; }

    private CustomResourceOptions Child => new() { Parent = this };

    private PrivateKey Key(string name) =>
        new($"{name}-key", new PrivateKeyArgs { Algorithm = "ECDSA", EcdsaCurve = "P256" }, Child);

    private SelfSignedCert CertificateAuthority(string name, PrivateKey key) => new(
        name,
        new SelfSignedCertArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new SelfSignedCertSubjectArgs
            {
                CommonName = "Enginsight CA",
                Organization = "Enginsight On-Premises",
            },
            IsCaCertificate = true,
            SetSubjectKeyId = true,
            ValidityPeriodHours = 3650 * HoursPerDay,
            AllowedUses = { "cert_signing", "crl_signing" },
        },
        Child);

    private LocallySignedCert Leaf(
        string name, PrivateKey key, PrivateKey caKey, SelfSignedCert ca, IReadOnlyList<string> domains)
    {
        var names = new CertRequestArgs
        {
            PrivateKeyPem = key.PrivateKeyPem,
            Subject = new CertRequestSubjectArgs { CommonName = domains[0] },
        };
        foreach (var domain in domains)
            (IPAddress.TryParse(domain, out _) ? names.IpAddresses : names.DnsNames).Add(domain);
        var request = new CertRequest($"{name}-request", names, Child);
        return new LocallySignedCert(
            name,
            new LocallySignedCertArgs
            {
                CertRequestPem = request.CertRequestPem,
                CaPrivateKeyPem = caKey.PrivateKeyPem,
                CaCertPem = ca.CertPem,
                ValidityPeriodHours = 825 * HoursPerDay,
                EarlyRenewalHours = 60 * HoursPerDay,
                AllowedUses = { "digital_signature", "key_encipherment", "server_auth" },
            },
            Child);
    }
}
