using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>The certificate that clients will see: names and days left.</summary>
internal static class CertificateChecks
{
    private const string Item = "certificate";
    private const int WarningDays = 30;

    /// <param name="facts">Of the load balancer VM, where the certificate may be.</param>
    public static Finding Of(StackSettings settings, Facts facts, DateTimeOffset now)
    {
        var certificate = settings.Certificate;
        if (certificate is { IsGiven: false, IsOnVm: false })
        {
            return Finding.Ok(
                Item, "the stack makes a CA and a certificate of its own; clients and agents have to trust that CA");
        }

        if (certificate.IsGiven)
            return OfPem(certificate.Certificate!, settings, now);
        if (facts["certificate"] is not { } encoded)
            return Finding.Blocker(Item, $"{certificate.CertificatePath} is not on the load balancer; put it there");
        return facts.Has("certificate-key")
            ? OfPem(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)), settings, now)
            : Finding.Blocker(
                Item, $"{certificate.PrivateKeyPath} is missing, or not the key of {certificate.CertificatePath}");
    }

    private static Finding OfPem(string pem, StackSettings settings, DateTimeOffset now)
    {
        X509Certificate2 leaf;
        try
        {
            leaf = X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return Finding.Blocker(Item, "is no PEM certificate; it should be the chain, leaf first");
        }

        using (leaf)
            return OfLeaf(leaf, settings, now);
    }

    private static Finding OfLeaf(X509Certificate2 leaf, StackSettings settings, DateTimeOffset now)
    {
        var days = (int)Math.Floor((leaf.NotAfter.ToUniversalTime() - now.UtcDateTime).TotalDays);
        var missing = new[] { settings.AppDomain, settings.ApiDomain }
            .Where(name => !leaf.MatchesHostname(name, allowWildcards: true, allowCommonName: false)).ToArray();
        if (missing.Length > 0)
            return Finding.Blocker(Item, $"does not name {string.Join(" and ", missing)}: get one that names both");
        if (days < 0)
            return Finding.Blocker(Item, $"ended {-days} days ago: renew it");
        var text = $"names both domains, {days} days left";
        return days < WarningDays
            ? Finding.Warning(Item, $"{text}: renew it before the cutover")
            : Finding.Ok(Item, text);
    }
}
