using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Enginsight.Infra.Settings;

/// <summary>A PEM chain as nginx would serve it, looked at before it does.</summary>
internal static class CertificateChain
{
    private const int WarningDays = 30;
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>What is wrong with a chain; the first line is about what has to be mended first.</summary>
    /// <param name="pem">The chain, leaf first.</param>
    /// <param name="names">Names that clients will use.</param>
    /// <param name="now">When it has to be valid.</param>
    public static IReadOnlyList<CertificateFlaw> Flaws(string pem, IEnumerable<string> names, DateTimeOffset now)
    {
        if (FormFlaw(pem) is { } form)
            return [new CertificateFlaw(form)];
        var chain = Read(pem);
        try
        {
            if (chain is null)
                return [new CertificateFlaw("should be a PEM chain, leaf first, has a block that is no certificate")];
            var flaws = new List<CertificateFlaw>();
            var leaf = chain[0];
            if (chain.Skip(1).Any(other => IsCa(leaf) && !IsCa(other)))
                return [new($"should begin with the leaf, begins with {NameOf(leaf)}, which is a CA's")];
            flaws.AddRange(LeafFlaws(leaf, [.. names.Where(name => name.Length > 0)], now));
            flaws.AddRange(IssuerFlaws(chain));
            return flaws;
        }
        finally
        {
            chain?.ForEach(certificate => certificate.Dispose());
        }
    }

    /// <summary>The chain's certificates; null where a block is none.</summary>
    public static List<X509Certificate2>? Read(string pem)
    {
        try
        {
            return [.. PemText.Blocks(pem).Select(block => X509CertificateLoader.LoadCertificate(block.Content))];
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Why a text is no PEM chain; null where it is one.</summary>
    public static string? FormFlaw(string pem)
    {
        var labels = PemText.Labels(pem);
        if (pem.StartsWith('\uFEFF'))
            return "begins with a byte order mark, which nginx stumbles over: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE";
        if (labels.Length == 0)
            return "should be a PEM chain, leaf first (-----BEGIN CERTIFICATE-----), is not";
        return labels.FirstOrDefault(label => label != "CERTIFICATE") switch
        {
            null => PemText.Blocks(pem).Length == labels.Length
                ? null
                : "should be a PEM chain, leaf first, has a block that is cut off or changed: paste the whole file",
            "CERTIFICATE REQUEST" or "NEW CERTIFICATE REQUEST" =>
                "should be the certificate that the CA has made of the request, is the request",
            "PKCS7" => "should be a PEM chain, is PKCS #7: openssl pkcs7 -print_certs -in FILE -out chain.pem",
            "TRUSTED CERTIFICATE" => "should be a plain certificate: openssl x509 -in FILE -out certificate.pem",
            var label when label.EndsWith("PRIVATE KEY", StringComparison.Ordinal) =>
                "should be certificates only, has a private key in it",
            _ => "should be certificates only (-----BEGIN CERTIFICATE-----), has other blocks",
        };
    }

    private static IEnumerable<CertificateFlaw> LeafFlaws(X509Certificate2 leaf, string[] names, DateTimeOffset now)
    {
        var missing = names.Where(name => !leaf.MatchesHostname(name, true, allowCommonName: false)).ToArray();
        if (missing.Length > 0)
            yield return new CertificateFlaw(NameFlaw(leaf, missing));
        else if (IsCa(leaf))
        {
            yield return new CertificateFlaw(
                "is marked as a CA's (CA:TRUE), and some clients refuse that of a server: add "
                + "-addext basicConstraints=critical,CA:FALSE where openssl req makes it", IsWarning: true);
        }

        if (KeyFlaw(leaf) is { } key)
            yield return new CertificateFlaw(key);
        if (IsForOtherUses(leaf))
            yield return new("should be for servers (extended key usage serverAuth), is for other uses");
        if (TimeFlaw(leaf, now) is { } time)
            yield return time;
    }

    private static string NameFlaw(X509Certificate2 leaf, string[] missing)
    {
        var names = string.Join(" and ", missing);
        return !leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().Any()
            ? $"should be valid for {names} by its subjectAltName, has none: clients do not read the common name "
                + $"({NameOf(leaf)}) any more"
            : $"should be valid for {names}, is for {NamesOf(leaf)} only";
    }

    /// <summary>nginx's ciphers and browsers take RSA and two curves; OpenSSL 3 takes no short or old ones.</summary>
    private static string? KeyFlaw(X509Certificate2 leaf)
    {
        using var rsa = leaf.GetRSAPublicKey();
        if (rsa is not null && rsa.KeySize < 2048)
            return $"should have an RSA key of 2048 bits or more, or an ECDSA key, has RSA {rsa.KeySize}";
        if (leaf.SignatureAlgorithm.FriendlyName is { } name
            && (name.Contains("sha1", StringComparison.OrdinalIgnoreCase)
                || name.Contains("md5", StringComparison.OrdinalIgnoreCase)))
            return $"should be signed with SHA-256 or better, is with {name}, which OpenSSL and browsers refuse";
        if (rsa is not null || CurveOf(leaf) is "nistP256" or "nistP384")
            return null;
        return $"should have an RSA or ECDSA key (P-256 or P-384), has {KeyKind(leaf)}, which browsers do not take";
    }

    private static string? CurveOf(X509Certificate2 leaf)
    {
        try
        {
            using var key = leaf.GetECDsaPublicKey();
            return key?.ExportParameters(false).Curve.Oid.FriendlyName switch
            {
                "nistP256" or "ECDSA_P256" => "nistP256",
                "nistP384" or "ECDSA_P384" => "nistP384",
                var other => other,
            };
        }
        catch (CryptographicException)
        {
            return null; // a curve without a name
        }
    }

    private static string KeyKind(X509Certificate2 leaf) => leaf.GetKeyAlgorithm() switch
    {
        "1.3.101.112" => "Ed25519",
        "1.3.101.113" => "Ed448",
        "1.2.840.10040.4.1" => "DSA",
        "1.2.840.10045.2.1" => $"ECDSA on {CurveOf(leaf) ?? "a curve of its own"}",
        var other => $"a key of kind {other}",
    };

    private static bool IsForOtherUses(X509Certificate2 leaf) =>
        leaf.Extensions.OfType<X509EnhancedKeyUsageExtension>().FirstOrDefault() is { } uses
        && !uses.EnhancedKeyUsages.Cast<Oid>().Any(use => use.Value is ServerUse or "2.5.29.37.0");

    private static CertificateFlaw? TimeFlaw(X509Certificate2 leaf, DateTimeOffset now)
    {
        var days = (int)Math.Floor((leaf.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays);
        if (leaf.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return new CertificateFlaw($"should be valid, begins on {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd}");
        if (days < 0)
            return new CertificateFlaw($"should be valid, ended on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        return days < WarningDays
            ? new CertificateFlaw($"ends in {days} days: renew it", IsWarning: true)
            : null;
    }

    private static IEnumerable<CertificateFlaw> IssuerFlaws(List<X509Certificate2> chain)
    {
        for (var i = 1; i < chain.Count; i++)
        {
            if (!IsIssuedBy(chain[i - 1], chain[i]))
            {
                yield return new CertificateFlaw(
                    $"should have each certificate followed by its issuer's: {NameOf(chain[i - 1])} is followed by "
                    + $"{NameOf(chain[i])}, not by {Name(chain[i - 1].IssuerName)}; some clients refuse that", true);
                yield break;
            }
        }

        if (chain is [var leaf] && !IsIssuedBy(leaf, leaf))
        {
            yield return new CertificateFlaw(
                $"has no certificate of its issuer, {Name(leaf.IssuerName)}: append it, or clients that know only the "
                + "root refuse the site", true);
        }
    }

    private static bool IsIssuedBy(X509Certificate2 certificate, X509Certificate2 issuer) =>
        certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.SubjectName.RawData);

    private static bool IsCa(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().FirstOrDefault()?.CertificateAuthority == true;

    private static string NamesOf(X509Certificate2 leaf)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(extension =>
            extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(ip => ip.ToString())));
        return names.ToArray() is { Length: > 0 } all ? Shown.Cut(string.Join(", ", all)) : NameOf(leaf);
    }

    private static string NameOf(X509Certificate2 certificate) => Name(certificate.SubjectName);

    private static string Name(X500DistinguishedName name) => Shown.Quoted(name.Name);
}
