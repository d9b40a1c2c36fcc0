using System.Security.Cryptography.X509Certificates;
using System.Text;
using Enginsight.Infra.Settings;

namespace Enginsight.Ops.Cutover;

/// <summary>The certificate that clients will see: names and days left.</summary>
internal static class CertificateChecks
{
    private const string Item = "certificate";

    /// <param name="facts">Of the load balancer VM, where the certificate may be.</param>
    public static Finding Of(StackSettings settings, Facts facts, DateTimeOffset now)
    {
        var certificate = settings.Certificate;
        if (certificate.Acme is { } acme)
            return OfAcme(acme, facts);
        if (certificate.IsOwn)
        {
            return Finding.Ok(
                Item, "the stack makes a CA and a certificate of its own; clients and agents have to trust that CA");
        }

        if (certificate.IsGiven)
            return OfPem(certificate.Certificate!, settings, now);
        if (facts["certificate"] is not { } encoded)
            return Finding.Blocker(Item, $"{certificate.CertificatePath} is not on the load balancer; put it there");
        if (!facts.Has("certificate-key"))
        {
            return Finding.Blocker(
                Item, $"{certificate.PrivateKeyPath} is missing, or not the key of {certificate.CertificatePath}");
        }

        var finding = OfPem(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)), settings, now);
        var means = facts["certificate-renewal"];
        return finding.Verdict is Verdict.Ok && means is "webroot" or "standalone"
            ? Finding.Warning(
                Item, $"certbot renews it by {means}, and port 80 will redirect the CA's question: set certificate.acme "
                + "in place of the paths, which takes it over and renews it")
            : finding;
    }

    private static Finding OfAcme(AcmeSettings acme, Facts facts) => facts["acme"] switch
    {
        "open" => Finding.Ok(Item, $"{acme.Server} issues it, once both names lead to this VM's port 80"),
        _ => Finding.Blocker(Item, $"{acme.Server} is not reached from here: let this VM through to it"),
    };

    /// <summary>By the rules of a preview; the first thing to mend is what is shown.</summary>
    private static Finding OfPem(string pem, StackSettings settings, DateTimeOffset now)
    {
        var flaws = CertificateChain.Flaws(pem, [settings.AppDomain, settings.ApiDomain], now);
        if (flaws.FirstOrDefault(flaw => !flaw.IsWarning) is { } wrong)
            return Finding.Blocker(Item, wrong.Text);
        return flaws.Count > 0
            ? Finding.Warning(Item, string.Join("; ", flaws.Select(flaw => flaw.Text)))
            : Finding.Ok(Item, $"names both domains, valid until {EndOf(pem):yyyy-MM-dd}");
    }

    private static DateTime EndOf(string pem)
    {
        using var leaf = X509Certificate2.CreateFromPem(pem);
        return leaf.NotAfter.ToUniversalTime();
    }
}
