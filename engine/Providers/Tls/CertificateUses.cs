using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Engine.Providers.Tls;

/// <summary>
/// What the names in <c>allowedUses</c> mean: bits of the key usage, or purposes of the extended one.
/// </summary>
internal static class CertificateUses
{
    private static readonly IReadOnlyDictionary<string, X509KeyUsageFlags> Bits = new Dictionary<string,
    X509KeyUsageFlags>
    {
        ["digital_signature"] = X509KeyUsageFlags.DigitalSignature,
        ["content_commitment"] = X509KeyUsageFlags.NonRepudiation,
        ["key_encipherment"] = X509KeyUsageFlags.KeyEncipherment,
        ["data_encipherment"] = X509KeyUsageFlags.DataEncipherment,
        ["key_agreement"] = X509KeyUsageFlags.KeyAgreement,
        ["cert_signing"] = X509KeyUsageFlags.KeyCertSign,
        ["crl_signing"] = X509KeyUsageFlags.CrlSign,
        ["encipher_only"] = X509KeyUsageFlags.EncipherOnly,
        ["decipher_only"] = X509KeyUsageFlags.DecipherOnly,
    };

    private static readonly IReadOnlyDictionary<string, string> Purposes = new Dictionary<string, string>
    {
        ["any_extended"] = "2.5.29.37.0",
        ["server_auth"] = "1.3.6.1.5.5.7.3.1",
        ["client_auth"] = "1.3.6.1.5.5.7.3.2",
        ["code_signing"] = "1.3.6.1.5.5.7.3.3",
        ["email_protection"] = "1.3.6.1.5.5.7.3.4",
        ["ipsec_end_system"] = "1.3.6.1.5.5.7.3.5",
        ["ipsec_tunnel"] = "1.3.6.1.5.5.7.3.6",
        ["ipsec_user"] = "1.3.6.1.5.5.7.3.7",
        ["timestamping"] = "1.3.6.1.5.5.7.3.8",
        ["ocsp_signing"] = "1.3.6.1.5.5.7.3.9",
        ["microsoft_server_gated_crypto"] = "1.3.6.1.4.1.311.10.3.3",
        ["netscape_server_gated_crypto"] = "2.16.840.1.113730.4.1",
    };

    public static IEnumerable<string> Unknown(IEnumerable<string> uses) =>
        uses.Where(use => !Bits.ContainsKey(use) && !Purposes.ContainsKey(use));

    public static IEnumerable<X509Extension> Extensions(IReadOnlyList<string> uses)
    {
        var bits = uses.Aggregate(X509KeyUsageFlags.None, (sum, use) => sum | Bits.GetValueOrDefault(use));
        if (bits != X509KeyUsageFlags.None)
            yield return new X509KeyUsageExtension(bits, critical: true);
        var purposes = new OidCollection();
        foreach (var use in uses.Where(Purposes.ContainsKey))
            purposes.Add(new Oid(Purposes[use]));
        if (purposes.Count > 0)
            yield return new X509EnhancedKeyUsageExtension(purposes, critical: false);
    }
}
