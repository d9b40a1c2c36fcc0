using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Infra.Settings;

/// <summary>The private key of a certificate, as nginx would read it.</summary>
internal static class CertificateKey
{
    private const string Wanted = "should be the unencrypted PEM key of certificate.certificate";

    /// <summary>Why nginx could not use the key; null where it could. Never quotes it.</summary>
    /// <param name="pem">The key.</param>
    /// <param name="chain">The chain, whose first certificate it has to belong to.</param>
    public static string? FlawOf(string pem, string chain)
    {
        if (FormFlaw(pem) is { } form)
            return form;
        if (CertificateChain.Read(chain) is not { Count: > 0 } certificates)
            return null; // the chain has a line of its own
        try
        {
            using var key = KeyOf(pem);
            if (key is null)
                return $"{Wanted}, is of a kind that nginx does not serve here; make an RSA or ECDSA key";
            var position = certificates.FindIndex(certificate => IsOf(certificate, key));
            return position switch
            {
                0 => null,
                > 0 => $"{Wanted}, belongs to certificate {position + 1} of the chain: put that one first",
                _ => $"{Wanted}, belongs to another certificate",
            };
        }
        finally
        {
            certificates.ForEach(certificate => certificate.Dispose());
        }
    }

    private static string? FormFlaw(string pem)
    {
        var labels = PemText.Labels(pem);
        if (labels.Contains("ENCRYPTED PRIVATE KEY")
            || pem.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            return $"{Wanted}, is encrypted: openssl pkey -in KEY -out plain.key";
        if (labels.Contains("OPENSSH PRIVATE KEY"))
            return $"{Wanted}, is a key for SSH";
        if (labels.Contains("CERTIFICATE") || labels.Contains("PUBLIC KEY"))
            return $"{Wanted}, has a certificate or public key in it";
        return labels.Count(label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)) == 1
            && PemText.Blocks(pem).Length == labels.Length
            ? null
            : $"{Wanted} (-----BEGIN PRIVATE KEY-----), is not";
    }

    private static AsymmetricAlgorithm? KeyOf(string pem)
    {
        foreach (var make in new Func<AsymmetricAlgorithm>[] { RSA.Create, ECDsa.Create })
        {
            var key = make();
            try
            {
                key.ImportFromPem(pem);
                return key;
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                key.Dispose(); // of the other kind
            }
        }

        return null;
    }

    private static bool IsOf(X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo());
}
